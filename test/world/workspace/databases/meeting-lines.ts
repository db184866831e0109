import type { PersonKey } from './people-rows.ts';
import type { ProjectKey } from './projects.ts';

type MeetingType = 'Weekly' | 'Decision' | 'Review' | 'Customer' | 'Retrospective' | 'All hands' | 'Planning';

/** The date carries the local time of Leipzig; the notes are the name of a file in `pages/fernway/meetings/`. */
type Line = readonly [
  title: string,
  type: MeetingType,
  date: string,
  attendees: readonly PersonKey[],
  projects: readonly ProjectKey[],
  decisions: number,
  notes: string | null,
  summary: string,
];

// oxfmt-ignore
export const MEETING_LINES: readonly Line[] = [
  ['Battery incident call', 'Review', '2026-09-14T08:30', ['tomasz', 'amira', 'callum', 'samuel', 'karin', 'anneke'], ['battery-safety'], 4, 'battery-incident-call', 'Stop sales of lot 26-31, write to riders the same week.'],
  ['Winter test kick-off', 'Planning', '2026-09-21T14:00', ['dagny', 'bence', 'lukas', 'emeka', 'takumi'], ['winter-test'], 3, 'winter-test-kick-off', 'Sixteen riders, five cities, one shared log.'],
  ['Glim 2 weekly, 28 September', 'Weekly', '2026-09-28T10:00', ['priya', 'jonas', 'lukas', 'freya', 'anneke'], ['glim-2'], 2, null, 'Second cavity approved. Boards ordered two days early.'],
  ['Ember brake sensing: trace review', 'Review', '2026-09-29T13:00', ['maren', 'quentin', 'yusuf', 'bence'], ['ember-brake'], 1, null, 'Labels agree in 94 of 100 samples. Filter at 20 hertz is too nervous.'],
  ['Quarterly planning, fourth quarter', 'Planning', '2026-10-01T09:00', ['nora', 'tomasz', 'amira', 'priya', 'jonas', 'diego', 'elif', 'samuel', 'keiko'], ['glim-2', 'ota-3', 'parts-portal', 'japan'], 5, 'quarterly-planning', 'Four goals, two things we stop doing.'],
  ['Certification: first round results', 'Review', '2026-10-02T11:00', ['jonas', 'lukas', 'bence', 'karin', 'priya'], ['certification', 'glim-2'], 3, 'certification-first-round', 'Glare point B4 failed. Move the cut-off edge.'],
  ['Parts portal weekly, 5 October', 'Weekly', '2026-10-05T15:00', ['diego', 'ines', 'leo', 'hana', 'oskar'], ['parts-portal'], 1, null, 'Scanning works on nine of ten phones in the drawer.'],
  ['Wren antenna review', 'Review', '2026-10-06T13:30', ['callum', 'quentin', 'bence'], ['wren'], 2, null, 'Board-edge antenna stays. Carbon rims cost 6 decibels.'],
  ['Lagebesprechung Werkstatt Leipzig', 'Weekly', '2026-10-07T09:00', ['jonas', 'maren', 'lukas', 'oskar'], ['glim-2', 'certification'], 3, 'lagebesprechung-werkstatt', 'Prüfstand, Dichtungen und die Frage der Schichtübergabe.'],
  ['名古屋定例会議', 'Weekly', '2026-10-09T16:00', ['keiko', 'sora', 'hiroto', 'takumi'], ['japan'], 3, 'nagoya-teirei', '修理台の設置、展示会の準備、価格表について。'],
  ['Price of Glim 2', 'Decision', '2026-10-22T14:00', ['nora', 'priya', 'elif', 'chiara', 'anneke'], ['glim-2'], 1, 'price-of-glim-2', 'Decided: 119 euros.'],
  ['Firmware updates 3: bench results', 'Review', '2026-10-30T10:30', ['maren', 'yusuf', 'bence', 'ravi', 'jakub'], ['ota-3'], 3, 'ota-bench-results', '300 of 300 lights updated after the watchdog fix.'],
  ['مراجعة دعم اللغة العربية بعد ستين يوماً', 'Retrospective', '2026-11-02T11:00', ['amira', 'samuel', 'rania', 'nadia'], ['arabic-support'], 3, 'arabic-support-review', 'سرعة الرد جيدة، وصفحات الضمان تحتاج إلى مراجعة.'],
  ['Nagoya Bike Days, retrospective', 'Retrospective', '2026-11-09T08:00', ['keiko', 'hiroto', 'sora', 'takumi', 'chiara'], ['japan'], 3, 'nagoya-bike-days-retro', 'Thirty-one shops asked for a call. The lock on the stand failed.'],
  ['All hands, November', 'All hands', '2026-11-10T15:00', ['nora', 'tomasz', 'amira', 'priya', 'jonas', 'diego', 'elif', 'samuel', 'chiara'], ['glim-2', 'battery-safety', 'japan'], 2, 'all-hands-november', 'Launch, approval, money, and the question about on-call pay.'],
  ['Customer talk: Tidewater Couriers', 'Customer', '2026-11-11T14:30', ['zeynep', 'isla', 'priya'], ['ember-brake', 'parts-portal'], 2, 'customer-tidewater', 'They want 180 lights and spare parts for two years.'],
  ['Key ceremony: why it did not happen', 'Decision', '2026-11-18T17:00', ['jakub', 'maren', 'tomasz', 'karin'], ['ota-3'], 3, 'key-ceremony-postponed', 'Nobody but Maren can sign. A second key holder comes first.'],
  ['Glim 2 launch readiness', 'Decision', '2026-11-20T13:00', ['priya', 'jonas', 'chiara', 'anneke', 'samuel', 'karin', 'goran', 'elif'], ['glim-2', 'certification'], 5, 'glim-2-launch-readiness', 'Green for everywhere but Germany; final answer on 27 November.'],
  ['Ember brake sensing: cobble rides', 'Review', '2026-11-03T13:00', ['maren', 'dagny', 'quentin', 'bence'], ['ember-brake'], 2, 'ember-cobble-rides', 'Five false triggers an hour on cobbles, two is the goal.'],
  ['Overspend on launch adverts', 'Decision', '2026-11-17T09:30', ['elif', 'chiara', 'amira', 'petra'], ['glim-2'], 3, 'overspend-adverts', 'How 12,000 became 31,850, and who may book what.'],
  ['Wren antenna: what the riders say', 'Review', '2026-11-12T13:30', ['callum', 'quentin', 'bence'], ['wren'], 1, 'wren-field-notes', 'Range is good everywhere but in tunnels.'],
  ['Winter test weekly, 12 October', 'Weekly', '2026-10-12T14:00', ['dagny', 'bence', 'emeka'], ['winter-test'], 0, null, 'All sixteen loggers report. Rider 4 lost two days of data.'],
  ['Glim 2 weekly, 12 October', 'Weekly', '2026-10-12T10:00', ['priya', 'jonas', 'lukas', 'freya', 'anneke'], ['glim-2'], 1, null, 'Gasket hardness is settled: Shore 50.'],
  ['Security review with Grauwacke', 'Customer', '2026-11-12T10:00', ['jakub', 'maren', 'ravi', 'yusuf'], ['ota-3'], 1, null, 'First half done: nothing critical, one high finding about log access.'],
  ['Parts portal weekly, 2 November', 'Weekly', '2026-11-02T15:00', ['diego', 'ines', 'leo', 'hana'], ['parts-portal'], 1, null, 'Checkout is done. The warehouse interface is late.'],
  ['Parts portal weekly, 16 November', 'Weekly', '2026-11-16T15:00', ['diego', 'ines', 'leo', 'hana', 'emeka'], ['parts-portal'], 2, 'parts-portal-weekly', 'Open on 15 December with or without live stock levels.'],
  ['Sparrow reading group', 'Review', '2026-10-27T16:00', ['isla', 'emeka', 'callum', 'hana'], ['sparrow'], 0, 'sparrow-reading-group', 'Laser sees to 3 metres in sun, ultrasound to 4 but drowns in rain.'],
  ['Cell supplier call', 'Customer', '2026-10-15T09:00', ['anneke', 'callum', 'tomasz'], ['battery-safety'], 1, 'cell-supplier-call', 'The supplier accepts the trays with readings out of range.'],
  ['Battery safety monthly, November', 'Review', '2026-11-16T11:00', ['tomasz', 'callum', 'goran', 'anneke', 'karin', 'takumi'], ['battery-safety'], 2, null, '1,126 of 1,312 old cells are back. Series one passed.'],
  ['Wren sleep current', 'Review', '2026-11-12T13:30', ['callum', 'quentin', 'yusuf'], ['wren'], 1, null, '11.6 microamperes asleep. Ask the supplier, measure a second batch.'],
  ['Support weekly, 9 November', 'Weekly', '2026-11-09T10:00', ['samuel', 'rania', 'nadia', 'oskar'], [], 0, null, 'Questions about charging in the cold doubled in a week.'],
  ['Support weekly, 16 November', 'Weekly', '2026-11-16T10:00', ['samuel', 'rania', 'nadia', 'oskar'], [], 1, 'support-weekly', 'New reply for cold charging. Glim 2 training set for 1 December.'],
  ['Hiring round: firmware', 'Planning', '2026-11-05T12:00', ['farah', 'maren', 'tomasz'], ['ota-3'], 2, 'hiring-firmware', 'One position, two interviews, a paid task of four hours.'],
  ['Glim 2 weekly, 23 November', 'Weekly', '2026-11-23T10:00', ['priya', 'jonas', 'lukas', 'chiara', 'anneke'], ['glim-2'], 0, null, ''],
  ['Certification: final answer', 'Decision', '2026-11-27T11:00', ['jonas', 'karin', 'priya', 'nora'], ['certification', 'glim-2'], 0, null, ''],
  ['Glim 2 launch rehearsal', 'Planning', '2026-12-04T10:00', ['priya', 'chiara', 'samuel', 'diego', 'anneke'], ['glim-2'], 0, null, ''],
  ['Ember go or no-go', 'Decision', '2026-12-11T13:00', ['priya', 'maren', 'dagny', 'karin'], ['ember-brake'], 0, null, ''],
  ['Parts portal opening', 'Planning', '2026-12-14T15:00', ['diego', 'ines', 'leo', 'oskar', 'zeynep'], ['parts-portal'], 0, null, ''],
  ['Planning of the first quarter', 'Planning', '2026-12-15T09:00', ['nora', 'tomasz', 'amira', 'priya', 'jonas', 'diego', 'elif'], [], 0, null, ''],
  ['Winter test, half-time', 'Review', '2026-12-18T14:00', ['dagny', 'bence', 'lukas', 'emeka', 'takumi'], ['winter-test'], 0, null, ''],
  ['Ledger move kick-off', 'Planning', '2026-12-01T10:00', ['elif', 'petra', 'ravi'], ['ledger'], 0, null, ''],
  ['Rückblick Salzkammer', 'Retrospective', '2026-11-18T10:00', ['lukas', 'bence', 'jonas', 'dagny'], ['winter-test'], 2, 'rueckblick-salzkammer', 'Zwei von zehn Ladebuchsen zeigen grüne Korrosion.'],
];
