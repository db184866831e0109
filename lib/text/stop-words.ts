import { foldWord } from './fold.ts';

/** Words so common that they say nothing about a text; they also tell the languages of the Latin script apart. */
const LISTS: Readonly<Record<string, string>> = {
  en: `a about above after again all also am an and any are as at be because been before being below between both but by can could did do does doing down during each few for from further had has have having he her here hers him his how i if in into is it its itself just me more most my no nor not now of off on once only or other our ours out over own same she should so some such than that the their theirs them then there these they this those through to too under until up very was we were what when where which while who whom why will with would you your yours`,
  de: `aber alle allem allen aller alles als also am an andere anderen auch auf aus bei beim bin bis bist da damit dann das dass dazu dem den denn der des dessen deshalb die dies diese diesem diesen dieser dieses doch dort du durch ein eine einem einen einer eines er es etwas für gegen gibt haben hat hatte hatten hier ich ihm ihn ihnen ihr ihre ihrem ihren ihrer im in ist ja jede jeden jeder jedes kann kein keine können man mehr mein mich mir mit muss nach nicht noch nun nur ob oder ohne schon sehr sein seine seinem seinen seiner seit sich sie sind so soll sollen sollte sondern über um und uns unser unsere unter vom von vor war waren was weil wenn wer werden wie wieder will wir wird wo wurde wurden zu zum zur zwar zwischen`,
  fr: `à au aux avec c ce ces cet cette comme d dans de des du elle elles en est et été être eu il ils je l la le les leur leurs lui m mais me même n ne nos notre nous on ont ou où par pas plus pour qu que qui s sa se ses si son sont sur t te tu un une vos votre vous y`,
  es: `a al algo como con contra cuando de del desde donde durante e el ella ellas ellos en entre era es esa ese eso esta este esto está fue ha han hasta hay la las le les lo los más me mi muy no nos o para pero por porque que qué se ser si sin sobre son su sus también te tiene un una uno y ya yo`,
  it: `a ad ai al alla alle anche che chi ci come con da dal dalla dei del della delle di e è ed era gli ha hanno i il in io l la le lei lo loro lui ma mi nei nel nella no noi non o per perché più quando questa questo se si sono su sua sui sul sulla suo tra un una uno`,
  pt: `a ao aos as até com como da das de do dos e é ela elas ele eles em entre era essa esse esta este eu foi há isso isto já lhe mais mas me mesmo muito na não nas no nos o os ou para pela pelo por quando que quem se sem ser seu seus são só sua suas também tem um uma você`,
  nl: `aan al als bij dan dat de den der deze die dit doch door dus een en er ge geen had heb heeft het hier hij hoe hun ik in is je kan maar me meer met mij na naar niet nog nu of om onder ons ook op over te toch toen tot u uit van veel voor want was wat we wel werd wie wij wordt worden zal ze zich zij zijn zo zou`,
  ru: `а без был была были было быть в вам вас весь во вот все всего вы где да для до его ее если есть еще же за и из или им их к как ко когда кто ли мне мы на над надо нам нас не него нет но ну о об он она они оно от по под при с со так также там то того тоже только ты у уже что чтобы эта эти это этот я`,
  he: `אבל או אולי אותו אותה אחר אחרי אך אם אני אנחנו את אתה בין גם הוא היא היה הייתה הם הן זה זו זאת יש כי כל כמו לא לו לה להם מה מי על עד עם של שלא שלנו רק`,
  ar: `في من على إلى الى عن أن ان إن أو او و ثم لا ما لم لن هل هذا هذه ذلك تلك التي الذي الذين هو هي هم كان كانت يكون قد كل بعد قبل مع بين عند حتى كما أي اي لكن إذا اذا نحن أنا انا كذلك فقط غير منذ حيث لدى`,
  ja: `こと もの ため よう これ それ あれ この その あの ここ そこ する した して される ある いる なる ない です ます でした ました ません という として について による により において および また など から まで より では には とは へは のは のに ので けど`,
  zh: `的 了 和 是 在 我 有 也 不 人 都 一 一个 上 来 到 就 们 这 那 为 与 及 或 而 之 等 被 把 对 以 但 还 很 要 会 可以 我们 你们 他们 以及`,
  ko: `이 그 저 것 수 등 및 를 을 은 는 가 의 에 에서 로 으로 와 과 도 만 하다 있다 되다 그리고 하지만 또는`,
};

/** Languages of the lists that are written in Latin letters. */
export const LATIN_LANGUAGES: readonly string[] = ['en', 'de', 'fr', 'es', 'it', 'pt', 'nl'];

export const STOP_WORDS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  Object.entries(LISTS).map(([language, words]) => [language, new Set(words.split(' '))]),
);

/** The same as words of a text are compared: folded. They are no part of what a text is about. */
export function silentWords(language: string): ReadonlySet<string> | undefined {
  const known = silent.get(language);
  const words = STOP_WORDS.get(language);
  if (known !== undefined || words === undefined) return known;
  const folded = new Set([...words].map(foldWord));
  silent.set(language, folded);
  return folded;
}

const silent = new Map<string, ReadonlySet<string>>();

/** The few English words that are left out of searched text too: fewer, since a search may mean "up", "own" or "off". */
const ENGLISH_UNSEARCHED = new Set(
  'a an and are as at be but by for if in into is it no not of on or such that the their then there these they this to was will with'.split(
    ' ',
  ),
);

/** Whether the index holds a word of titles alone, where it may be all there is ("The Who"). */
export function isUnsearched(word: string, language: string): boolean {
  return language === 'en' ? ENGLISH_UNSEARCHED.has(word) : silentWords(language)?.has(word) === true;
}
