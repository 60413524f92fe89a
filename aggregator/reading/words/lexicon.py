"""Words that announce people, dates and categories, in the languages that listings are met in.

They are evidence beside structure, never the only one: what a list repeats is found without them too.
"""

from __future__ import annotations

import re

BY = re.compile(
    r"^[\W_]*(?:(?:submitted|posted|published|written|reported|created|story|text|words|geschrieben|verfasst"
    r"|erstellt|créé|publié|publicado|escrito|scritto|pubblicato)\s+)?"
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
