"""Words by which pagers lead on or back."""

from __future__ import annotations

import re

from aggregator.reading.words.phrases import Phrases

NEXT = Phrases(
    "next,older,load older,show older,view older,see older,"
    "load more,show more,more posts,more news,more articles,view more,see more,earlier,"
    "older posts,"
    "weiter,nächste,naechste,vor,ältere,mehr laden,mehr anzeigen,suivant,suivante,page suivante,"
    "plus anciens,articles plus anciens,"
    "précédents articles,afficher plus,voir plus,charger plus,siguiente,próximo,próxima,proximo,seguinte,"
    "entradas antiguas,entradas anteriores,"
    "anteriores,más antiguas,cargar más,ver más,mostrar más,posts antigos,posts anteriores,mais antigos,"
    "carregar mais,ver mais,"
    "successiva,successivo,successivi,prossima,avanti,pagina successiva,articoli meno recenti,precedenti,"
    "più vecchi,carica altri,"
    "visa fler,visa mer,vis flere,vis mer,vis mere,näytä lisää,"
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
