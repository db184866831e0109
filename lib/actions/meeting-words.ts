/** What a line of notes is, by the heading that it stands under. */
export type NotePart = 'decision' | 'task' | 'question' | 'reason' | 'people';

const HEADINGS: readonly (readonly [NotePart, RegExp])[] = [
  [
    'question',
    /^(?:still )?open\b|\bopen (?:questions?|points?|issues?)\b|^questions?\b|\bnot decided\b|\bunresolved\b|^offen\b|\boffene \w+|未解決|未定|質問|أسئلة|أسئله|سؤال/iu,
  ],
  [
    'decision',
    /\bdecisions?\b|\bdecided\b|\bagreed\b|\bresolutions?\b|beschl[uü]ss\w*|entscheid\w*|決定|合意|القرارات|قرارات|القرار/iu,
  ],
  [
    'task',
    /\bfollow-?ups?\b|\baction items?\b|\bactions\b|\bto-?dos?\b|\btasks?\b|\bnext steps?\b|aufgaben|maßnahmen|nächste schritte|次回まで|タスク|やること|アクション|宿題|المتابعة|المهام|الخطوات التالية/iu,
  ],
  [
    'reason',
    /^why\b|\breasons?\b|\bbackground\b|\barguments?\b|\brationale\b|\bcauses?\b|\bwhat happened\b|warum|gründe|begründung|ursache|hintergrund|理由|背景|経緯|السبب|الأسباب|الخلفية|لماذا/iu,
  ],
  ['people', /\battendees\b|\bparticipants\b|\bpresent\b|anwesend|teilnehm|出席|参加者|الحضور|المشاركون/iu],
];

/** The part that a heading opens; `undefined` where it opens none of them. */
export function partHeaded(heading: string): NotePart | undefined {
  return HEADINGS.find(([, cue]) => cue.test(heading))?.[0];
}

/** A column, or a word before a colon or a name, that says who. */
export const OWNER_WORD =
  /\b(?:owners?|owned by|assignees?|responsible|lead|who)\b|verantwortlich\w*|zuständig\w*|担当者?|責任者|المسؤولة?|مسؤول/iu;
/** A column that says when. */
export const DATE_WORD =
  /\b(?:by|due|date|when|from|deadline|until)\b|\bbis\b|frist|fällig|termin|期限|締め?切|日付|الموعد|التاريخ|موعد/iu;
/** Before a name that is not the owner's but somebody's beside them. */
export const BESIDE_WORD = /(?:\bwith|\bmit|\bto|\bask|\band|\bund|\bfor|\bfür|と|مع)\s*$/iu;

/** Titles of what is written from notes. */
export interface MeetingWords {
  readonly decisions: string;
  readonly followUps: string;
  readonly done: string;
  readonly questions: string;
  readonly background: string;
  readonly people: string;
  readonly related: string;
  readonly outline: string;
  readonly why: string;
  readonly tasks: string;
  readonly noTasks: string;
  readonly nothing: string;
}

const EN: MeetingWords = {
  decisions: 'Decisions',
  followUps: 'Follow-ups',
  done: 'Done',
  questions: 'Open questions',
  background: 'Background',
  people: 'People',
  related: 'Related',
  outline: 'Outline',
  why: 'Why',
  tasks: 'Open',
  noTasks: 'No tasks found: the page has no to-dos and no lines that name a task.',
  nothing: 'Neither decisions nor follow-ups found on this page.',
};

const WORDS: ReadonlyMap<string, MeetingWords> = new Map([
  [
    'de',
    {
      decisions: 'Entscheidungen',
      followUps: 'Folgeaufgaben',
      done: 'Erledigt',
      questions: 'Offene Fragen',
      background: 'Hintergrund',
      people: 'Personen',
      related: 'Dazu gehört',
      outline: 'Gliederung',
      why: 'Grund',
      tasks: 'Offen',
      noTasks: 'Keine Aufgaben gefunden: Die Seite hat keine Aufgabenliste und keine Zeile, die eine Aufgabe nennt.',
      nothing: 'Auf dieser Seite wurden weder Entscheidungen noch Folgeaufgaben gefunden.',
    },
  ],
  [
    'ja',
    {
      decisions: '決定事項',
      followUps: 'フォローアップ',
      done: '完了',
      questions: '未解決の質問',
      background: '背景',
      people: '関係者',
      related: '関連',
      outline: '目次',
      why: '理由',
      tasks: '未完了',
      noTasks: 'タスクは見つかりませんでした。このページにToDoやタスクを示す行はありません。',
      nothing: 'このページに決定事項やフォローアップは見つかりませんでした。',
    },
  ],
  [
    'ar',
    {
      decisions: 'القرارات',
      followUps: 'المتابعة',
      done: 'منجز',
      questions: 'أسئلة مفتوحة',
      background: 'الخلفية',
      people: 'الأشخاص',
      related: 'مرتبط',
      outline: 'المخطط',
      why: 'السبب',
      tasks: 'مفتوح',
      noTasks: 'لم يُعثر على مهام: لا تحتوي الصفحة على قائمة مهام ولا على سطر يذكر مهمة.',
      nothing: 'لم يُعثر في هذه الصفحة على قرارات أو متابعات.',
    },
  ],
]);

/** In a language, English where it is not at hand. */
export const meetingWords = (language: string): MeetingWords => WORDS.get(language.split('-')[0] ?? '') ?? EN;
