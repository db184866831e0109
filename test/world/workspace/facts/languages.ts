import type { FactLine } from './line.ts';

/** In the German, Japanese and Arabic pages, asked in their language. */
// oxfmt-ignore
export const LANGUAGE_FACTS: readonly FactLine[] = [
  ['dichtung', 'meetings/lagebesprechung-werkstatt', 'Glim 2 bekommt Dichtungen mit Shore 50. Verantwortlich: Lukas, ab sofort.', 'Welche Härte bekommen die Dichtungen der Glim 2?', 'Shore 50'],
  ['korrosion', 'meetings/rueckblick-salzkammer', 'Zwei von zehn Ladebuchsen zeigen grüne Korrosion, beide aus der Gruppe mit offener Klappe.', 'Wie viele Ladebuchsen zeigten nach der Salzkammer Korrosion?', 'Zwei von zehn'],
  ['stoesse', 'werkstatt/pruefstand', 'Die Stärke darf 6 g nicht überschreiten, sonst reißen die Gurte.', 'Wie stark dürfen die Stöße im eigenen Programm höchstens sein?', '6 g'],
  ['loeschen', 'werkstatt/ordnung', 'Brennt eine Zelle: Raum verlassen, Tür schließen, 112 rufen. Niemand löscht eine Zelle mit Wasser aus dem Becher.', 'Was tut man, wenn eine Zelle brennt?', 'Raum verlassen, Tür schließen, 112 rufen'],
  ['honig', 'werkstatt/einarbeitung', 'Du bekommst eine eigene Kiste mit zwanzig defekten Leuchten. Nach drei Wochen sollen fünfzehn davon wieder leuchten. Der Rekord liegt bei neunzehn; die zwanzigste war innen voller Honig.', 'Wie viele der zwanzig Leuchten hat der Rekordhalter repariert?', 'Neunzehn'],
  ['zweiter-lieferant', 'engineering/decisions/005-zellenlieferant', 'Die dritte Möglichkeit. Dreißig Prozent reichen, um im Notfall binnen vier Wochen ganz umzustellen, und der Aufpreis bleibt erträglich.', 'Wie viel Prozent der Zellen sollen vom zweiten Lieferanten kommen?', 'Dreißig Prozent'],
  ['shuri-card', 'meetings/nagoya-teirei', '修理品には必ず担当者の署名入りカードを添える', '修理品には何を添えますか。', '担当者の署名入りカード'],
  ['koshu', 'japan/shop-guide', '修理講習は毎月第二火曜日の14時から、名古屋の作業所で行います。参加費はかかりません。', '修理講習はいつ行われますか。', '毎月第二火曜日の14時から'],
  ['shimetsuke', 'japan/repair-manual', 'ねじを締めます。締め付けの強さは0.45ニュートンメートルです。', 'ねじの締め付けの強さはいくつですか。', '0.45ニュートンメートル'],
  ['ozone', 'japan/market-notes', '六月の平日の朝、一時間に通った自転車は318台でした。そのうち三分の二に前かごが付いていました。ライトの多くは車輪の軸の近くにあり、ハンドルに付けている人は少数でした。', '大曽根駅前を一時間に通った自転車は何台でしたか。', '318台'],
  ['kanagu', 'tasks/mamachari-bracket', '試作三号は600キロ走っても緩みませんでした。残る問題は、スタンドを立てるときに靴が当たることです。', '試作三号は何キロ走っても緩みませんでしたか。', '600キロ'],
  ['radd', 'meetings/arabic-support-review', 'بلغ متوسط زمن الرد الأول خمس ساعات وعشرين دقيقة، وكان الهدف ثماني ساعات.', 'كم بلغ متوسط زمن الرد الأول؟', 'خمس ساعات وعشرين دقيقة'],
  ['saat', 'support/guide-ar', 'صندوق البريد مفتوح من الأحد إلى الخميس، من التاسعة صباحاً حتى الخامسة مساءً بتوقيت عمّان. في أسبوع الإطلاق نعمل يوم السبت أيضاً.', 'متى يكون صندوق البريد مفتوحاً؟', 'من الأحد إلى الخميس، من التاسعة صباحاً حتى الخامسة مساءً'],
  ['daman', 'support/warranty-ar', 'نضمن المصباح خمس سنوات من يوم الشراء، ونضمن البطارية سنتين أو أربعمئة شحنة.', 'كم سنة يستمر ضمان المصباح؟', 'خمس سنوات من يوم الشراء'],
  ['harara', 'support/battery-ar', 'لا تتركه في سيارة مغلقة. فوق ستين درجة تفقد الخلية عُشر سعتها في أسبوع واحد.', 'ماذا يحدث للخلية فوق ستين درجة؟', 'تفقد عُشر سعتها في أسبوع واحد'],
];
