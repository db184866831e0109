/** Words by which a sentence says what kind of thing it tells. `\b` knows no Arabic or Japanese, so these go without. */
interface Cues {
  /** Something was settled. */
  readonly decision: RegExp;
  /** Results, causes, risks, deadlines, duties: what a colleague must know. */
  readonly weighty: RegExp;
  /** Greetings, thanks, housekeeping, pointers to elsewhere. */
  readonly idle: RegExp;
}

const EN: Cues = {
  decision:
    /\b(?:decided|decision|agreed|approved|approval|chose|chosen|concluded|signed off|settled on|rejected|we will not|resolved to|committed to|go(?:ing)? with|postponed|cancelled|dropped)\b/i,
  weighty:
    /\b(?:because|root cause|caused|cause of|therefore|as a result|result(?:s|ed)?|outcome|impact|affected|lost|risk|risks|block(?:ed|er|s|ing)|depends on|dependency|delay(?:ed)?|slip(?:ped|s)?|deadline|due|must(?: not)?|never|required|requires|mandatory|only|at least|at most|no later than|limit|budget|cost|costs|revenue|saves?|target|goal|deliver|launch|ship(?:s|ped)?|rollout|milestone|biggest|largest|most (?:important|common|often)|main|key|critical|urgent|failed|failure|broke|missing|recommend|propose|conclusion|finding|in short|in summary|bottom line|tl;?dr|increase[ds]?|decrease[ds]?|dropped|fell|rose|grew|doubled|halved|owner|responsible|escalat\w+|customers?|no longer|not allowed|forbid(?:s|den)?|without|instead|unless|from now on|nobody|half of|twice|(?:two|three|four|five) times|on average|first time|suggest|fears?)\b/i,
  idle: /^(?:hi|hello|hey|welcome|good (?:morning|afternoon)|thanks?|thank you|dear|ps:?|note to self|reminder|attendees|present|participants|apologies|agenda|recording|link|links|see also|see the|more details|for (?:more|background|details)|feel free|please (?:add|read|feel|keep|leave|comment|ping|mute)|last (?:edited|updated)|this (?:page|document|doc|note) (?:is|was|describes|explains|collects|covers|lists))\b|\b(?:small talk|coffee|snacks|lunch|birthday|recording (?:is|will)|took notes|taking notes|notes by|note-?taker|housekeeping|warm-?up|icebreaker|joined late|feel free|happy to (?:help|answer)|let me know|see you|have a (?:great|nice)|next (?:meeting|report|call|retro|session) is|comments? (?:is|are) welcome|questions are welcome)\b/i,
};

const DE: Cues = {
  decision:
    /\b(?:beschlossen|entschieden|entscheidung|beschluss|vereinbart|geeinigt|genehmigt|freigegeben|abgelehnt|verschoben|festgelegt|zugestimmt|verworfen|gestrichen)\b/i,
  weighty:
    /\b(?:weil|ursache|grund|deshalb|daher|dadurch|ergebnis\w*|auswirkung\w*|betroffen|verloren|risik\w+|blockiert|hängt .{0,40} ab|abhängig\w*|verzöger\w+|frist\w*|fällig|spätestens|bis zum|muss|müssen|darf|dürfen|nie|niemals|pflicht|verpflichtend|nur|mindestens|höchstens|grenze|budget|kosten|kostet|umsatz|ziel\w*|start\w*|liefer\w+|wichtigste\w*|größte\w*|häufigste\w*|kritisch\w*|dringend|fehl\w+|ausfall|ausgefallen|empfehl\w+|vorschlag|fazit|kurz gesagt|zusammengefasst|gestiegen|gesunken|verdoppelt|halbiert|verantwortlich\w*|zuständig|kund\w+|künftig|ab sofort|nicht mehr|ohne|statt|verboten|niemand|keiner|doppelt|durchschnitt\w*|\w*fach|erst(?:mals|e Mal)|fürchte\w*)\b/i,
  idle: /^(?:hallo|liebe|moin|guten (?:morgen|tag)|willkommen|danke|vielen dank|teilnehmende?|anwesend|entschuldigt|agenda|tagesordnung|hinweis zum|siehe|weitere informationen|fragen gern|diese seite|dieses dokument|protokoll(?::|ant| führt))|(?:^|\s)(?:kaffee|kuchen|geburtstag|aufzeichnung (?:ist|liegt|läuft)|protokoll führt|mitschrift|smalltalk|meldet euch|gern melden|nächste sitzung ist|möge sich melden)(?:\s|[.,!]|$)/i,
};

const JA: Cues = {
  decision: /決定|決まっ|決めた|合意|承認|採用|却下|見送|中止|延期|することにし|することとし|とする。$/,
  weighty:
    /原因|理由|ため、|結果|影響|損失|リスク|依存|遅れ|遅延|期限|締め?切|までに|必須|必要|しなければ|してはならな|禁止|のみ|だけ|以上|以下|以内|上限|予算|費用|コスト|売上|目標|目的|開始|リリース|公開|重要|最大|最も|主な|緊急|失敗|障害|停止|不足|提案|推奨|結論|要約|まとめると|増加|減少|増え|減っ|責任|顧客|今後|以降|平均|倍|半分|割|ません|なくな|提案|負担/,
  idle: /^(?:お疲れ|こんにちは|おはよう|みなさん|皆さん|皆様|ありがとう|出席者?|参加者|欠席|議事録|記録|アジェンダ|このページ|本ページ|本資料|この文書|詳細は|参考|なお、録画)|よろしくお願い|お茶|お菓子|雑談|録画は|誕生日|お気軽に|ありがとうございま|次回は/,
};

const AR: Cues = {
  decision: /قرر|قرار|اتفق|الاتفاق|وافق|الموافقه|الموافقة|اعتماد|اعتمد|رفض|تاجيل|الغاء|اختار|حسم/,
  weighty:
    /بسبب|لان|السبب|نتيجه|نتيجة|النتائج|اثر|تاثر|خسر|خطر|مخاطر|الخطر|يعتمد|تاخر|تاخير|موعد|الموعد|قبل نهايه|قبل نهاية|يجب|لا يجوز|ممنوع|الزامي|فقط|علي الاقل|علي الاكثر|الحد|ميزانيه|الميزانيه|الميزانية|تكلفه|تكلفة|كلفه|ايراد|هدف|الهدف|اطلاق|تسليم|اهم|اكبر|الرئيسي|عاجل|فشل|تعطل|انقطاع|نقص|نوصي|التوصيه|التوصية|اقترح|الخلاصه|الخلاصة|باختصار|ارتفع|انخفض|زاد|مسؤول|المسؤول|العملاء|بدون|دون|نصف|ضعف|متوسط|بدلا|لا احد|اقصي|اطول|حذف/,
  idle: /^(?:مرحبا|اهلا|السلام عليكم|صباح الخير|شكرا|الحضور|الحاضرون|المشاركون|جدول الاعمال|محضر|هذه الصفحه|هذه الصفحة|هذا المستند|للمزيد|انظر|تذكير)|قهوه|قهوة|لا تترددوا|التسجيل متاح|نشكر|الاجتماع القادم/,
};

const ALL: ReadonlyMap<string, Cues> = new Map([
  ['en', EN],
  ['de', DE],
  ['ja', JA],
  ['ar', AR],
]);

/** The cues of a language; English ones for a language without its own, since much business speech is English. */
export const cuesOf = (language: string): Cues => ALL.get(language) ?? EN;

/** Headings whose sections hold what matters, and those that hold none of it; in the languages that have cues. */
export const WEIGHTY_HEADING =
  /\b(?:decisions?|decided|outcome|conclusions?|summary|tl;?dr|key|findings?|results?|root cause|cause|impact|risks?|next steps|recommendations?|goals?|requirements?|proposal|status|what happened|what we learned|lessons|rules?|must|limits?|budget|timeline|milestones|resolution|takeaways?|problem)\b|entscheid|beschl|ergebnis|fazit|zusammenfassung|ursache|auswirkung|risik|nächste schritte|ziel|regel|empfehl|決定|結論|要約|原因|影響|リスク|次の|結果|目標|ルール|提案|課題|قرار|الخلاصه|نتائج|السبب|الاثر|مخاطر|الخطوات|الاهداف|التوصي|القواعد/i;
export const IDLE_HEADING =
  /\b(?:agenda|attendees|participants|present|links?|references|further reading|appendix|housekeeping|logistics|about this (?:page|document)|changelog|history|glossary|contacts?|resources|thanks|acknowledg\w+|warm-?up|check-?in|small talk|parking lot|setup)\b|teilnehm|anwesend|tagesordnung|anhang|weiterführend|organisatorisches|出席|参加者|アジェンダ|参考|付録|用語|雑談|الحضور|جدول الاعمال|مراجع|ملحق|روابط/i;
