"""What pages print around items in many languages: calls to read on, counters, other lists, that nothing was found."""

from __future__ import annotations

import re

from aggregator.reading.words.phrases import Phrases

READ_MORE = Phrases(
    "read more,read on,read full,read the,read article,read story,read this,read,continue reading,"
    "continue,more,more info,learn more,"
    "find out more,full story,full article,view article,view post,view more,see more,keep reading,"
    "details,view details,"
    "go to article,permalink,link to,"
    "weiterlesen,mehr lesen,mehr erfahren,mehr,lesen sie mehr,zum artikel,ganzen artikel,"
    "lire la suite,lire plus,lire l,en savoir plus,la suite,voir plus,continuer la lecture,suite,"
    "leer más,leer mas,seguir leyendo,sigue leyendo,continuar leyendo,ver más,más información,saber más,"
    "leia mais,ler mais,continue lendo,continuar a ler,saiba mais,ver mais,mais,"
    "leggi tutto,leggi di più,continua a leggere,continua,leggi,approfondisci,scopri di più,"
    "lees meer,lees verder,meer lezen,meer informatie,läs mer,läs vidare,les mer,les videre,læs mere,"
    "lue lisää,lue,"
    "czytaj więcej,czytaj dalej,więcej,číst dál,číst více,více,čítať ďalej,citește mai mult,citește,"
    "mai mult,tovább,bővebben,"
    "pročitaj više,opširnije,više,preberi več,več,διαβάστε περισσότερα,περισσότερα,συνέχεια,"
    "читать далее,читать дальше,читать,подробнее,далее,продолжить чтение,детальніше,читати далі,"
    "докладніше,прочети още,още,"
    "devamını oku,devamı,daha fazla,đọc tiếp,đọc thêm,xem thêm,xem tiếp,baca selengkapnya,selengkapnya,"
    "baca lagi,"
    "続きを読む,続き,もっと見る,詳細,詳しく,阅读更多,阅读全文,继续阅读,閱讀更多,閱讀全文,"
    "繼續閱讀,查看更多,查看详情,更多,더 보기,더보기,더 읽기,계속 읽기,자세히,"
    "อ่านต่อ,อ่านเพิ่มเติม,ดูเพิ่มเติม,और पढ़ें,आगे पढ़ें,अधिक पढ़ें,विस्तार से,আরও পড়ুন,"
    "اقرأ المزيد,قراءة المزيد,المزيد,اقرأ,تابع القراءة,ادامه مطلب,بیشتر بخوانید,بیشتر,ادامه,مزید پڑھیں,"
    "קרא עוד,המשך קריאה,עוד",
    r"^[\W\d_]*(?:",
    r")(?!\w)",
)
NOISE = Phrases(
    "min,mins,minute,minutes,minutos,minuti,minuten,min read,minute read,minutes read,min de lecture,"
    "min de lectura,min de leitura,min lesezeit,min leestijd,"
    "мин,мин чтения,dk okuma,분,分,分钟,分鐘,นาที,मिनट,دقيقة,دقائق,دقیقه,דקות,read,"
    "comment,comments,reply,replies,response,responses,no comments,leave a comment,leave a reply,"
    "add comment,add new comment,comments off,"
    "kommentar,kommentare,keine kommentare,commentaire,commentaires,aucun commentaire,"
    "laisser un commentaire,comentario,comentarios,sin comentarios,"
    "dejar un comentario,comentário,comentários,nenhum comentário,deixe um comentário,commento,commenti,"
    "nessun commento,lascia un commento,reacties,reactie,"
    "комментарий,комментарии,комментариев,нет комментариев,оставьте комментарий,комментарі,yorum,コメント,"
    "コメントを残す,评论,評論,댓글,ความเห็น,टिप्पणी,"
    "تعليق,تعليقات,لا تعليقات,دیدگاه,نظر,תגובות,תגובה,"
    "view,views,hits,reads,shares,likes,share,share this,share on,tweet,email,print,pdf,download,save,"
    "bookmark,partager,teilen,compartir,compartilhar,condividi,"
    "поделиться,просмотров,シェア,分享,공유,شارك,شیر,שתף,views,lecturas,vues,aufrufe,"
    "image,photo,video,watch,listen,log in,login,register,sign in,edit,like,reply,photo credit,credit,"
    "new,neu,nouveau,nouveauté,nuevo,nuovo,novo,nieuw,ny,nowe,новое,新着,新,جديد,"
    "sponsored,advertisement,ad,draft",
    r"^[\W\d_]*(?:",
    r")\b[\W\d_]*(?:of|read|ago|to post comments?|or register to post comments?)?[\W\d_]*$",
)
OTHER_LISTS = re.compile(
    r"\b(?:related|recommended|you (?:may|might) (?:also )?(?:like|enjoy|be interested)|read (?:this )?next|up next"
    r"|read also|more (?:from|in|on|stories|like this)|see also|also read|keep reading|"
    r"most (?:read|popular|viewed|shared)|popular|trending"
    r"|editor'?s picks?|don'?t miss|similar|featured on|in this series|"
    r"ähnliche|verwandte|das könnte|mehr zum thema|meistgelesen|beliebt|lesen sie auch|à lire aussi"
    r"|articles? (?:liés|similaires|connexes)|sur le même|"
    r"les plus lus|vous aimerez|relacionad[oa]s?|te puede interesar|también te|más leíd[oa]s|lo más"
    r"|você também|mais lid[oa]s|leia também|"
    r"correlati|potrebbe interessarti|leggi anche|più letti|gerelateerd"
    r"|meest gelezen|relaterade?|mest läst|mest lest|powiązane|"
    r"podobne|zobacz także|czytaj także|najczęściej|související|související články|nejčtenější|σχετικά"
    r"|δημοφιλή|διαβάστε επίσης|похожие|читайте также|по теме|популярн\w+|"
    r"схожі|читайте також|свързани|benzer|ilgili|en çok|bài viết liên quan|liên quan|terkait"
    r"|baca juga|populer)\b"
    r"|関連|おすすめ|人気|相关|相關|推荐|推薦|热门|熱門|관련|추천|인기"
    r"|ที่เกี่ยวข้อง|संबंधित|लोकप्रिय|सम्बंधित"
    r"|ذات صلة|مقالات ذات|قد يعجبك|الأكثر|شائع|مرتبط|پربازدید|متعلقہ|קשורים|אולי יעניין"
    r"|הנקראים|נקראות",
    re.I,
)
NOTHING_FOUND = re.compile(
    r"\b(?:nothing (?:was )?(?:found|match\w*|to show|here)|no (?:results?|posts?|articles?|items?|entries"
    r"|matches|news|content|documents?)(?: \w+)? (?:were |was |have been |has been )?"
    r"(?:found|match|available|to (?:show|display)|yet|here)|no results|0 results"
    r"|your search did not match|it seems we can.?t find|it looks like nothing|"
    r"keine (?:ergebnisse|treffer|beiträge|artikel)|nichts gefunden|aucun (?:résultat|article|contenu)"
    r"|rien (?:n'a été )?trouvé|no se (?:ha )?encontr\w+|sin resultados|"
    r"no hay (?:resultados|entradas|noticias)|nada (?:foi )?encontrado|nenhum (?:resultado|post|artigo)"
    r"|nessun (?:risultato|articolo|contenuto)|nulla è stato trovato|"
    r"geen (?:resultaten|berichten)|inga (?:resultat|träffar)|ingen (?:resultater|treff)|brak wyników"
    r"|nic nie znaleziono|nie znaleziono|ничего не найдено|"
    r"результатов не найдено|записей не найдено|нічого не знайдено|sonuç bulunamadı|không tìm thấy"
    r"|tidak ditemukan|δεν βρέθηκ\w+)\b"
    r"|見つかりません|投稿がありません|没有找到|未找到|沒有找到|결과가 없|ไม่พบ|कोई परिणाम नहीं"
    r"|لم يتم العثور|لا توجد نتائج|لا نتائج"
    r"|چیزی یافت نشد|یافت نشد|לא נמצאו|אין תוצאות",
    re.I,
)
