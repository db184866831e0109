/** The parts of a brief, in their order. */
export const BRIEF_PARTS = [
  'scope',
  'timeline',
  'budget',
  'stakeholders',
  'dependencies',
  'risks',
  'next',
  'changed',
  'unset',
] as const;

export type BriefPart = (typeof BRIEF_PARTS)[number];

export interface BriefWords {
  readonly titles: Readonly<Record<BriefPart, string>>;
  readonly missing: string;
  /** Behind the name of an empty property. */
  readonly empty: string;
  /** Before the titles of pages that were not read. */
  readonly notRead: string;
  /** For `{count}` more of them. */
  readonly more: string;
  readonly total: string;
  readonly others: string;
}

const EN: BriefWords = {
  titles: {
    scope: 'Scope',
    timeline: 'Timeline',
    budget: 'Budget',
    stakeholders: 'Stakeholders',
    dependencies: 'Dependencies',
    risks: 'Risks',
    next: 'Next steps',
    changed: 'Changed lately',
    unset: 'Not filled in',
  },
  empty: 'empty',
  notRead: 'Not read for this brief',
  more: '{count} more',
  missing: 'Not stated on this page, in its properties or on related pages.',
  total: 'Total of {name} on {count} related pages',
  others: 'On related pages',
};

const WORDS: ReadonlyMap<string, BriefWords> = new Map([
  [
    'de',
    {
      titles: {
        scope: 'Umfang',
        timeline: 'Zeitplan',
        budget: 'Budget',
        stakeholders: 'Beteiligte',
        dependencies: 'Abhängigkeiten',
        risks: 'Risiken',
        next: 'Nächste Schritte',
        changed: 'Zuletzt geändert',
        unset: 'Nicht ausgefüllt',
      },
      empty: 'leer',
      notRead: 'Nicht gelesen',
      more: '{count} weitere',
      missing: 'Weder auf dieser Seite noch in ihren Eigenschaften oder auf verwandten Seiten genannt.',
      total: 'Summe von {name} auf {count} verwandten Seiten',
      others: 'Auf verwandten Seiten',
    },
  ],
  [
    'ja',
    {
      titles: {
        scope: '範囲',
        timeline: 'スケジュール',
        budget: '予算',
        stakeholders: '関係者',
        dependencies: '依存関係',
        risks: 'リスク',
        next: '次のステップ',
        changed: '最近の変更',
        unset: '未入力',
      },
      empty: '空欄',
      notRead: '読み込んでいないページ',
      more: 'ほか{count}件',
      missing: 'このページ、プロパティ、関連ページに記載がありません。',
      total: '関連 {count} ページの{name}の合計',
      others: '関連ページ',
    },
  ],
  [
    'ar',
    {
      titles: {
        scope: 'النطاق',
        timeline: 'الجدول الزمني',
        budget: 'الميزانية',
        stakeholders: 'أصحاب المصلحة',
        dependencies: 'الاعتماديات',
        risks: 'المخاطر',
        next: 'الخطوات التالية',
        changed: 'تغيّر مؤخراً',
        unset: 'غير مُعبّأ',
      },
      empty: 'فارغ',
      notRead: 'لم تُقرأ',
      more: '{count} أخرى',
      missing: 'غير مذكور في هذه الصفحة ولا في خصائصها ولا في الصفحات المرتبطة.',
      total: 'مجموع {name} في {count} صفحات مرتبطة',
      others: 'في الصفحات المرتبطة',
    },
  ],
]);

/** Titles in a language, English where it is not at hand. */
export function briefWords(language: string): BriefWords {
  return WORDS.get(language) ?? EN;
}

/** Names of properties and headings that belong to a part, whole words where the script has them. The first that fits wins. */
const CUES: readonly (readonly [BriefPart, RegExp])[] = [
  ['risks', /\brisks?\b|\bconcerns?\b|\bblockers?\b|risiko|risiken|リスク|懸念|مخاطر|المخاطر/iu],
  [
    'dependencies',
    /\bdepend\w*|\bblock(?:ed|ing|s)\b|\bwait(?:s|ing)? (?:for|on)\b|\brequires?\b|abhängig|blockiert|依存|前提|اعتماد|يعتمد/iu,
  ],
  [
    'budget',
    /\bbudget\w*|\bcosts?\b|\bspen[dt]\w*|\bamounts?\b|\bprice\b|\binvoice\w*|\bfunding\b|kosten|betrag|ausgaben|予算|費用|金額|コスト|ميزانية|الميزانية|تكلفة|مبلغ/iu,
  ],
  [
    'next',
    /\bnext steps?\b|\baction items?\b|\bto-?dos?\b|\btasks?\b|\bfollow-?ups?\b|nächste schritte|aufgaben|maßnahmen|次のステップ|タスク|アクション|やること|الخطوات التالية|المهام|مهام/iu,
  ],
  [
    'timeline',
    /\btimeline\b|\bschedule\b|\bmilestones?\b|\bdeadlines?\b|\bdue\b|\bdates?\b|\bstart\w*|\blaunch\w*|\bend\b|\bphases?\b|zeitplan|termin\w*|meilenstein|frist|fällig|beginn|ende|スケジュール|期限|日程|マイルストーン|開始|終了|الجدول الزمني|موعد|تاريخ/iu,
  ],
  [
    'stakeholders',
    /\bstakeholders?\b|\bowners?\b|\blead\b|\bsponsors?\b|\bteams?\b|\bpeople\b|\bmembers?\b|\bassign\w*|\bresponsib\w*|\bcontacts?\b|\bcustomers?\b|\bapprov\w*|beteiligte|verantwortlich|leitung|ansprechpartner|関係者|担当|責任者|チーム|メンバー|أصحاب المصلحة|مسؤول|المسؤول|فريق/iu,
  ],
  [
    'scope',
    /\bscope\b|\bgoals?\b|\bobjectives?\b|\bpurpose\b|\bsummary\b|\boverview\b|\bbackground\b|\bnon-goals?\b|umfang|ziel\w*|zweck|überblick|範囲|目的|目標|概要|背景|النطاق|الهدف|الأهداف|نظرة عامة/iu,
  ],
];

/** The part that a property's or heading's name speaks of. */
export function partNamed(name: string): BriefPart | undefined {
  return CUES.find(([, cue]) => cue.test(name))?.[0];
}

const DONE =
  /^(?:done|complete[d]?|closed|cancel\w*|shipped|archived|resolved|won't do|erledigt|fertig|abgeschlossen|完了|終了|مكتمل|منجز|تم)/iu;

/** Whether a status means that nothing is left to do. */
export function meansDone(status: string): boolean {
  return DONE.test(status.trim());
}
