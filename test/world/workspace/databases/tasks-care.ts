import type { TaskLines } from './task-line.ts';

/** Smaller follow-ups from meetings, reviews and customer talks. */
// oxfmt-ignore
export const CARE_TASKS: TaskLines = [
  ['glim-2', [
    ['Check translated box text with lawyers', 'karin', 'Done', 'Low', '2026-11-10', 2, ['legal']],
    ['Film the three-minute repair', 'oskar', 'Done', 'Medium', '2026-11-06', 6, ['launch']],
    ['Landing page, last text round', 'chiara', 'In progress', 'Medium', '2026-11-28', 5, ['launch', 'web']],
    ['Count scratches after 100 mountings', 'bence', 'Done', 'Low', '2026-11-11', 3, ['test']],
    ['Confirm stock in Utrecht on 1 December', 'anneke', 'Not started', 'High', '2026-12-01', 1, ['supply']],
  ]],
  ['parts-portal', [
    ['Rename "bezel" to "front ring" everywhere', 'nadia', 'Done', 'Low', '2026-11-12', 3, ['docs']],
    ['Show fitting time beside each part', 'hana', 'Done', 'Medium', '2026-11-03', 4, ['web']],
    ['Test with gloves and wet screens', 'isla', 'Done', 'Medium', '2026-11-14', 6, ['test']],
    ['German words for all parts', 'oskar', 'In progress', 'Medium', '2026-11-27', 5, ['docs']],
  ]],
  ['winter-test', [
    ['Explain the gap in the log of rider 4', 'emeka', 'Done', 'Low', '2026-11-06', 2, ['test']],
    ['Buy reflective tape for test bags', 'dagny', 'Done', 'Low', '2026-10-09', 1, ['supply']],
    ['Compare cold runtime with last winter', 'emeka', 'Not started', 'Medium', '2026-12-08', 6, ['test']],
  ]],
  ['ember-brake', [
    ['Publish the labelled traces inside', 'emeka', 'Done', 'Low', '2026-10-19', 4, ['docs']],
    ['Ask three couriers about brake light', 'zeynep', 'In progress', 'Medium', '2026-11-27', 3, ['people']],
    ['Write test for wet cobbles', 'bence', 'In progress', 'Medium', '2026-11-26', 6, ['test']],
  ]],
  ['ota-3', [
    ['Spare module to Karin for the safe', 'jakub', 'Done', 'Medium', '2026-11-06', 1, ['people']],
    ['Describe signing so that others can do it', 'maren', 'In progress', 'High', '2026-11-24', 6, ['docs'], { notes: 'Only Maren knows the whole procedure.' }],
    ['Message when a phone runs out of power', 'mateo', 'Done', 'Low', '2026-11-09', 3, ['app']],
  ]],
  ['japan', [
    ['Thank-you notes after the fair', 'sora', 'Done', 'Low', '2026-11-12', 3, ['people']],
    ['Opening hours on the map', 'hiroto', 'Done', 'Low', '2026-11-16', 1, ['web']],
    ['Translate the safety letter', 'sora', 'Done', 'High', '2026-09-19', 4, ['docs']],
    ['Warranty card in Japanese', 'keiko', 'In progress', 'Medium', '2026-11-30', 3, ['legal', 'docs']],
  ]],
  ['battery-safety', [
    ['Ask riders of the last 186 cells again', 'rania', 'In progress', 'Medium', '2026-11-28', 6, ['people']],
    ['Fireproof box in each workshop', 'oskar', 'Done', 'High', '2026-10-09', 2, ['people']],
  ]],
  ['wren', [
    ['Name for the pairing gesture', 'hana', 'Not started', 'Low', '2026-12-02', 2, ['app']],
    ['Test with tubeless sealant on the hub', 'bence', 'Not started', 'Low', '2026-12-09', 3, ['test']],
  ]],
  ['certification', [
    ['Scan all laboratory reports', 'karin', 'Done', 'Low', '2026-11-18', 2, ['docs']],
    ['Thank the laboratory for the quick repeat', 'jonas', 'Done', 'Low', '2026-11-19', 1, ['people']],
  ]],
  [null, [
    ['Answer the school in Utrecht', 'zeynep', 'In progress', 'Low', '2026-11-30', 1, ['people']],
    ['Water the plants in the Leipzig workshop', 'oskar', 'Not started', 'Low', '2026-11-23', 1, ['people']],
    ['Sort the box of unknown cables', 'callum', 'Not started', 'Low', null, 2, ['hardware']],
  ]],
];
