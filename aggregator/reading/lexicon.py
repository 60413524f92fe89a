"""Words that pages print around a teaser, in the languages that listings are met in.

They are evidence beside structure, never the only one: what a list repeats is found without them too.
"""

from __future__ import annotations

import re


def _any(words: str) -> str:
    return "|".join(re.escape(word.strip()) for word in words.split(","))


class Phrases:
    """Phrases at the head of a text, behind signs and digits; the first two letters decide nearly always."""

    def __init__(self, phrases: str, before: str, behind: str) -> None:
        self.pattern = re.compile(before + _any(phrases) + behind, re.I)
        self.heads = frozenset(phrase.strip()[:2].casefold() for phrase in phrases.split(","))

    def match(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.match`."""
        head = text[:2]
        if not head.isalpha():
            first = LETTER.search(text)
            head = text[first.start() : first.start() + 2] if first else ""
        return self.pattern.match(text) if head.casefold() in self.heads else None

    def fullmatch(self, text: str) -> re.Match[str] | None:
        """As `re.Pattern.fullmatch`."""
        return self.pattern.fullmatch(text) if self.match(text) else None


LETTER = re.compile(r"[^\W\d_]")


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
NEXT = Phrases(
    "next,older,load more,show more,more posts,more news,more articles,view more,see more,earlier,"
    "older posts,"
    "weiter,nächste,naechste,vor,ältere,mehr laden,mehr anzeigen,suivant,suivante,page suivante,"
    "plus anciens,articles plus anciens,"
    "précédents articles,afficher plus,voir plus,charger plus,siguiente,próximo,próxima,proximo,seguinte,"
    "entradas antiguas,entradas anteriores,"
    "anteriores,más antiguas,cargar más,ver más,mostrar más,posts antigos,posts anteriores,mais antigos,"
    "carregar mais,ver mais,"
    "successiva,successivo,successivi,prossima,avanti,pagina successiva,articoli meno recenti,precedenti,"
    "più vecchi,carica altri,"
    "volgende,oudere,meer laden,nästa,äldre,neste,eldre,næste,ældre,seuraava,vanhemmat,następna,następne,"
    "następny,starsze,dalej,"
    "další,starší,ďalšia,ďalšie,staršie,următoarea,următor,mai vechi,következő,régebbi,sljedeća,"
    "slijedeća,sledeća,naslednja,starejši,starije,"
    "επόμενη,επόμενο,παλαιότερα,παλιότερα,следующая,следующие,следующий,вперед,вперёд,далее,"
    "старые записи,предыдущие записи,ранее,показать ещё,"
    "наступна,наступні,старіші,далі,следваща,по-стари,напред,sonraki,daha eski,eski yazılar,ileri,"
    "trang sau,trang tiếp,tiếp,cũ hơn,bài cũ,berikutnya,selanjutnya,lebih lama,"
    "次へ,次の,次ページ,次のページ,過去の投稿,以前の,古い,下一页,下一頁,下页,下頁,较旧,較舊,"
    "更早,后页,加载更多,다음,이전 글,더 보기,더보기,"
    "ถัดไป,หน้าถัดไป,เก่ากว่า,अगला,अगले,पुराने,পরবর্তী,التالي,التالية,الصفحة التالية,الأقدم,مقالات أقدم,"
    "المقالات الأقدم,تدوينات أقدم,مواضيع أقدم,عرض المزيد,تحميل المزيد,"
    "بعدی,صفحه بعد,قدیمی,قدیمی‌تر,نوشته‌های قدیمی,نوشته‌های پیشین,نمایش بیشتر,اگلا,پرانی,پرانے,"
    "הבא,הבאה,העמוד הבא,ישנים,לפוסטים הישנים,פוסטים ישנים,רשומות ישנות,פוסטים קודמים,טען עוד,"
    "posts mais antigos,попередні записи,старији,articole mai vechi,bài viết cũ,tulisan lama,pos-pos lama,"
    "เรื่องเก่ากว่า,โหลดเพิ่ม,পুরানো,পুরোনো,আরও দেখুন,और देखें,daha fazla göster,xem thêm,tải thêm",
    r"^[\W_]*(?:",
    r")(?!\w)",
)
NEXT_SIGN = re.compile(r"^\s*(?:[»›→⟩>≫❯▶▸⇒⏵]|&gt;|>>)+\s*$")
NEWER = re.compile(
    r"\b(?:newer|previous|prev|neuere|vorherige|zurück|plus récents|précédente?|page précédente|recientes"
    r"|precedente|nieuwere|vorige|nyare|"
    r"föregående|forrige|nowsze|poprzednia|předchozí|novější|recent|последние|предыдущая|новые|yeni|önceki"
    r"|anterior)\b"
    r"|前へ|前の|新しい|上一页|上一頁|较新|이전 페이지|السابق|الأحدث|قبلی|הקודם|חדשים|पिछला",
    re.I,
)
BY = re.compile(
    r"^[\W_]*(?:(?:submitted|posted|published|written|reported|story|text|words|geschrieben|verfasst"
    r"|publié|publicado|escrito|scritto|pubblicato)\s+)?"
    r"(?:by|von|par|por|di|a cura di|door|av|af|przez|autor(?:in|a|zy)?|author|auteur|autore|auteure"
    r"|écrit par|redactie|reporter|"
    r"от|автор|автора|yazan|yazar|oleh|penulis|tác giả|作者|文|記者|记者|投稿者|執筆|글|작성자"
    r"|기자|โดย|ผู้เขียน|लेखक|द्वारा|"
    r"بقلم|كتب|کاتب|الكاتب|نویسنده|توسط|מאת|συντάκτης|από|γράφει)(?:\s*[:：–-]\s*|\s+(?=\S)|$)",
    re.I,
)
BY_INSIDE = re.compile(
    r"(?:^|[\s,|·•–—-])(?:by|von|par|por|di|door|av|af|przez|от|автор:?|oleh|โดย|بقلم|توسط"
    r"|מאת)\s+(?=[^\s\d])",
    re.I,
)
MODIFIED = re.compile(
    r"\b(?:last\s+)?(?:updated?|modified|revised|edited|changed|reviewed|aktualisiert|geändert|mis à jour"
    r"|mise à jour|modifié|actualizad[oa]|modificad[oa]|"
    r"atualizad[oa]|aggiornat[oa]|modificato|bijgewerkt|gewijzigd|uppdaterad|oppdatert|opdateret"
    r"|päivitetty|zaktualizowano|aktualizacja|"
    r"aktualizováno|ενημερώθηκε|обновлен[оа]?|изменен[оа]?|оновлено|güncelleme|güncellendi|cập nhật"
    r"|diperbarui)\b"
    r"|更新|最終更新|업데이트|수정|อัปเดต|अपडेट|تحديث|به‌روز|עודכן",
    re.I,
)
DATE_LABEL = re.compile(
    r"^[\W_]*(?:publishing date|publication date|date of publication|release date|posted on|posted"
    r"|published on|published|published at|publish date|date|"
    r"created on|created|issued|issue date|on|erstellt|veröffentlicht am|veröffentlicht|datum|am|publié le"
    r"|date de publication|le|mis en ligne le|"
    r"publicado el|publicado em|publicado|fecha|fecha de publicación|data|pubblicato il|pubblicato"
    r"|data di pubblicazione|il|gepubliceerd op|op|publicerad|"
    r"publisert|udgivet|julkaistu|opublikowano|data publikacji|publikováno|zveřejněno|δημοσιεύθηκε"
    r"|ημερομηνία|опубликовано|дата|yayınlanma|tarih|"
    r"発行日|公開日|投稿日|掲載日|日期|发布日期|发布时间|發布日期|발행일|등록일|작성일|วันที่"
    r"|दिनांक|प्रकाशित|نوشته شده در|منتشر شده در|ارسال شده در|نُشر في|نشر في"
    r"|تم النشر في|פורסם ב|تاريخ النشر|تاريخ|تاریخ|תאריך)"
    r"(?:\s*[:：]\s*|\s+|$)",
    re.I,
)
CATEGORY_LABEL = re.compile(
    r"^[\W_]*(?:filed under|filed in|posted in|posted under|published in|in category|category|categories"
    r"|section|sections|topic|topics|theme|themes|subject|subjects|"
    r"document type|content type|type of content|type|kategorie|kategorien|rubrik|thema|themen|art"
    r"|catégorie|catégories|rubrique|thème|thèmes|thématique|classé dans|"
    r"type de document|categoría|categorías|sección|tema|temas|tipo|tipo de documento|categoria|categorias"
    r"|categorie|categorieën|seção|rubrica|argomento|"
    r"argomenti|in|onderwerp|kategori|kategorier|ämne|emne|luokka|kategoria|kategorie|dział|rubrika"
    r"|κατηγορία|κατηγορίες|рубрика|рубрики|категория|категории|раздел|тема|"
    r"рубрики|категорія|kategoriler|konu|chuyên mục|danh mục|kategori|カテゴリー|カテゴリ|分类"
    r"|分類|类别|栏目|카테고리|분류"
    r"|หมวดหมู่|श्रेणी|विषय|"
    r"التصنيفات|التصنيف|تصنيف|القسم|دسته‌بندی|دسته|دسته‌ها|קטגוריה|קטגוריות|נושא)(?:\s*[:：]\s*|\s+in\s+"
    r"|\s*$)",
    re.I,
)
CATEGORY_PHRASE = re.compile(
    r"^[\W_]*(?:filed (?:under|in)|posted (?:in|under)|published in|classé dans|publié dans|publicado en"
    r"|publicado em|archiviato in|pubblicato in|veröffentlicht (?:in|unter)|"
    r"geplaatst in|рубрика:?|опубликовано в)\s+(?=\S)",
    re.I,
)
TAG_LABEL = re.compile(
    r"^[\W_]*(?:tagged with|tagged|tagged as|tags?|labels?|keywords?|schlagwörter|schlagwort|stichwörter"
    r"|étiquettes?|mots[- ]clés|etiquetas?|palabras clave|"
    r"palavras-chave|marcadores|tag|parole chiave|trefwoorden|etiketter|nyckelord|tagi|štítky|ετικέτες"
    r"|метки|метка|теги|ключевые слова|мітки|etiketler|"
    r"thẻ|タグ|标签|標籤|태그|ป้ายกำกับ|टैग|الوسوم|وسوم|برچسب‌ها|برچسب|תגיות|תגית)\s*(?:[:：]|$)",
    re.I,
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
    "new,sponsored,advertisement,ad,draft",
    r"^[\W\d_]*(?:",
    r")\b[\W\d_]*(?:of|read|ago|to post comments?|or register to post comments?)?[\W\d_]*$",
)
KIND = re.compile(
    r"\b(?:news|press|releases?|reports?|statements?|speech(?:es)?|blogs?|articles?|stor(?:y|ies)"
    r"|opinions?|publications?|events?|interviews?|videos?|podcasts?|guid(?:e|ance)s?|"
    r"research|polic(?:y|ies)|briefs?|briefings?|analys[ie]s|features?|features|commentar(?:y|ies)"
    r"|updates?|announcements?|webinars?|stud(?:y|ies)|papers?|documents?|"
    r"pressemitteilung(?:en)?|meldung|bericht|nachrichten|communiqués?|actualités?|rapports?|dossier"
    r"|tribune|noticias?|comunicados?|informes?|reportajes?|notícias?|artigos?|"
    r"notizie|comunicati?|nieuws|persbericht|rapport|nyheter?|pressmeddelande|komunikaty?|zprávy|новости"
    r"|статьи|отч[её]т|haber(?:ler)?|duyuru)$"
    r"|^(?:お知らせ|ニュース|プレスリリース|報道発表|新着|新闻|新聞|公告|通知|动态|공지|공지사항|보도자료"
    r"|뉴스|ข่าว|समाचार|সংবাদ|খবর|أخبار|خبر|بيان|بيانات|تقرير|تقارير|مقالات|اخبار|اطلاعیه|گزارش|خبریں"
    r"|חדשות|הודעות|כתבות|ανακοινώσεις|νέα|новини|tin tức|berita)$",
    re.I,
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
