import fc from 'fast-check';
import { parseBlockId, parsePageId } from '../../lib/base/ids.ts';
import type { BlockId, PageId } from '../../lib/base/ids.ts';
import type { Color, DocBlock, Mentioned, NotionDocument, Run } from '../../lib/markup/document.ts';
import { dateWords } from '../../lib/markup/date-words.ts';

const HUES = ['gray', 'brown', 'orange', 'yellow', 'green', 'blue', 'purple', 'pink', 'red'] as const;
const color = fc.constantFrom<Color>(...HUES, ...HUES.map((hue): Color => `${hue}_background`));

const hex = fc.stringMatching(/^[0-9a-f]{32}$/);
const pageId = hex.map((text): PageId => needed(parsePageId(text)));
const blockId = hex.map((text): BlockId => needed(parseBlockId(text)));

function needed<Value>(value: Value | undefined): Value {
  if (value === undefined) throw new Error('An id that is none');
  return value;
}

/** Text of everything that could be taken for markup, of breaks, spaces and controls, and of other scripts. */
const awkward = fc.constantFrom(
  ...Array.from('\\*~`$[]<>{}|^#-+_.!():"\'& \t\n\r'),
  ' ',
  '  ',
  'a',
  'B',
  '9',
  '**',
  '***',
  '``',
  '```',
  '$$',
  '---',
  '1. ',
  '- ',
  '# ',
  '> ',
  '- [ ] ',
  '{color="red"}',
  '<br>',
  '</p>',
  '<td>',
  '</table>',
  '<span color="red">',
  '</span>',
  '<empty-block/>',
  '[^x]',
  '](',
  '![',
  '\u00A0',
  '\u2028',
  '\u0085',
  '\u200B',
  '\uFEFF',
  'é',
  'e\u0301',
  '漢',
  'שלום',
  '👩‍👩‍👧',
  '🏴󠁧󠁢󠁳󠁣󠁴󠁿',
  '\u202E',
  '\u0000',
  '\uD800',
);
export const anyText = fc.oneof(
  fc.array(awkward, { minLength: 1, maxLength: 8 }).map((parts) => parts.join('')),
  fc.string({ unit: 'grapheme', minLength: 1, maxLength: 20 }),
  fc.lorem({ maxCount: 6 }),
);
const address = fc.constantFrom(
  'https://fernway.example/a',
  'https://fernway.example/wiki/Lamp_(light)?q=1&b=*x*#y_z',
  'mailto:nora@fernway.example',
  'https://app.notion.com/p/10000000000040008000000000000001',
);

const marks = fc.record(
  {
    bold: fc.constant(true as const),
    italic: fc.constant(true as const),
    strikethrough: fc.constant(true as const),
    underline: fc.constant(true as const),
    color,
  },
  { requiredKeys: [] },
);
const mentioned: fc.Arbitrary<Mentioned> = fc.oneof(
  fc.record({ of: fc.constantFrom('page' as const, 'database' as const, 'data-source' as const), id: pageId }),
  fc.record({ of: fc.constantFrom('person' as const, 'agent' as const), id: fc.uuid() }),
  fc.record(
    {
      of: fc.constant('date' as const),
      start: fc.constantFrom('2026-12-08', '2026-12-08T10:30', '2026-12-08T10:30:00.000+09:00'),
      end: fc.constantFrom('2026-12-10', '2026-12-10T11:00'),
      timeZone: fc.constantFrom('Asia/Tokyo', 'Europe/Zurich'),
    },
    { requiredKeys: ['of', 'start'] },
  ),
);
const run: fc.Arbitrary<Run> = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(anyText, marks).map(([text, set]): Run => ({ kind: 'text', text, ...set })) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(anyText, marks, address)
      .map(([text, set, link]): Run => ({ kind: 'text', text, link, ...set })),
  },
  {
    weight: 2,
    arbitrary: fc.tuple(anyText, marks).map(([text, set]): Run => ({ kind: 'text', text, code: true, ...set })),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        anyText.map((text) => text.replaceAll('\n', ' ')),
        marks,
      )
      .map(([expression, set]): Run => ({ kind: 'equation', expression, ...set })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(
        mentioned,
        anyText.map((text) => text.replaceAll(/[\n\r]/g, ' ')),
        marks,
      )
      .map(([mention, text, set]): Run => ({
        kind: 'mention',
        mention,
        text: mention.of === 'date' ? dateWords(mention) : text,
        ...set,
      })),
  },
);
export const anyRuns = fc.array(run, { maxLength: 5 });

const LEAF = { children: [] } as const;
const leaf: fc.Arbitrary<DocBlock> = fc
  .oneof(
    fc.record({
      kind: fc.constant('code' as const),
      text: anyText,
      language: fc.constantFrom('plain text', 'typescript', 'c++'),
    }),
    fc.record({ kind: fc.constant('equation' as const), expression: anyText }),
    fc.record({ kind: fc.constant('divider' as const) }),
    fc.record({ kind: fc.constant('table_of_contents' as const), color }),
    fc.record({
      kind: fc.constantFrom('image' as const, 'video' as const, 'audio' as const, 'file' as const, 'pdf' as const),
      url: address,
      caption: anyRuns,
    }),
    fc
      .record({
        headerRow: fc.boolean(),
        headerColumn: fc.boolean(),
        width: fc.integer({ min: 1, max: 3 }),
        height: fc.integer({ min: 1, max: 3 }),
      })
      .chain(({ width, height, ...headers }) =>
        fc
          .array(fc.array(anyRuns, { minLength: width, maxLength: width }), { minLength: height, maxLength: height })
          .map((rows) => ({ kind: 'table' as const, ...headers, rows })),
      ),
  )
  .map((block): DocBlock => ({ ...block, ...LEAF }));

/** Any document that both dialects can say; `anyApiDocument` adds what only the API can. */
export const anyDocument: fc.Arbitrary<NotionDocument> = fc.letrec<{ document: NotionDocument; block: DocBlock }>(
  (tie) => {
    const children = fc.oneof(
      { depthSize: 'small', withCrossShrink: true },
      fc.constant([] as NotionDocument),
      tie('document'),
    );
    const whole = { children, runs: anyRuns };
    const colored = fc.record({ color }, { requiredKeys: [] });
    const held = (kind: 'bulleted_list_item' | 'paragraph' | 'quote' | 'toggle') =>
      fc.tuple(fc.record({ kind: fc.constant(kind), ...whole }), colored);
    return {
      document: fc.array(tie('block'), { maxLength: 4 }),
      block: fc.oneof(
        { depthSize: 'small', withCrossShrink: true },
        leaf,
        held('paragraph').map(merged),
        held('quote').map(merged),
        held('toggle').map(merged),
        held('bulleted_list_item').map(merged),
        fc
          .tuple(fc.record({ kind: fc.constant('to_do' as const), checked: fc.boolean(), ...whole }), colored)
          .map(merged),
        fc.tuple(fc.record({ kind: fc.constant('numbered_list_item' as const), ...whole }), colored).map(merged),
        fc
          .tuple(
            fc.record(
              {
                kind: fc.constantFrom(
                  'heading_1' as const,
                  'heading_2' as const,
                  'heading_3' as const,
                  'heading_4' as const,
                ),
                toggleable: fc.constant(true as const),
                ...whole,
              },
              { requiredKeys: ['kind', 'runs', 'children'] },
            ),
            colored,
          )
          .map(merged),
        fc
          .tuple(
            fc.record(
              {
                kind: fc.constant('callout' as const),
                icon: fc.constantFrom('💡', 'https://fernway.example/i.png'),
                ...whole,
              },
              { requiredKeys: ['kind', 'runs', 'children'] },
            ),
            colored,
          )
          .map(merged),
        fc
          .array(fc.record({ kind: fc.constant('column' as const), children }), { minLength: 2, maxLength: 3 })
          .map((columns): DocBlock => ({ kind: 'column_list', children: columns })),
        fc.record(
          { kind: fc.constant('synced_block' as const), original: blockId, children },
          { requiredKeys: ['kind', 'children'] },
        ),
      ),
    };
  },
).document;

function merged<Block extends object, Extra extends object>([block, extra]: readonly [Block, Extra]): Block & Extra {
  return { ...block, ...extra };
}

const long = fc
  .tuple(fc.constantFrom('漢', 'word ', 'a', '👩‍👩‍👧', '\u0000', 'x\n'), fc.integer({ min: 1, max: 9_000 }))
  .map(([part, times]) => part.repeat(times));
const longRuns: fc.Arbitrary<readonly Run[]> = fc.oneof(
  long.map((text): readonly Run[] => [{ kind: 'text', text }]),
  fc
    .integer({ min: 90, max: 250 })
    .map((runs): readonly Run[] =>
      Array.from({ length: runs }, (_, at) =>
        at % 2 === 0 ? { kind: 'text', text: `${at}` } : { kind: 'text', text: `${at}`, bold: true },
      ),
    ),
  anyRuns,
);

/** What breaks every limit of Notion: long texts, many runs, wide and long tables, deep and long lists, refused addresses. */
export const anyLargeDocument: fc.Arbitrary<NotionDocument> = fc.array(
  fc.oneof(
    fc
      .tuple(
        fc.constantFrom('paragraph' as const, 'heading_2' as const, 'bulleted_list_item' as const, 'toggle' as const),
        longRuns,
        anyDocument,
      )
      .map(([kind, runs, children]): DocBlock => ({ kind, runs, children })),
    long.map((text): DocBlock => ({ kind: 'code', text, language: 'plain text', ...LEAF })),
    long.map((expression): DocBlock => ({ kind: 'equation', expression, ...LEAF })),
    fc
      .tuple(fc.integer({ min: 1, max: 130 }), fc.integer({ min: 1, max: 230 }), fc.boolean(), longRuns)
      .map(([width, height, headed, cell]): DocBlock => ({
        kind: 'table',
        headerRow: headed,
        headerColumn: headed,
        rows: Array.from({ length: height }, (_, row) =>
          Array.from({ length: width }, (__, column): readonly Run[] =>
            row === 0 && column === 0 ? cell : [{ kind: 'text', text: `${row} ${column}` }],
          ),
        ),
        ...LEAF,
      })),
    fc.integer({ min: 1, max: 12 }).map((depth) => nested(depth)),
    fc.integer({ min: 90, max: 260 }).map((items): DocBlock => ({
      kind: 'toggle',
      runs: [{ kind: 'text', text: 'Many' }],
      children: Array.from({ length: items }, (_, at) => nested((at % 3) + 1)),
    })),
    fc.record({
      kind: fc.constant('bookmark' as const),
      url: fc.constantFrom('not an address', '', 'https://ok.example'),
      caption: longRuns,
      children: fc.constant([]),
    }),
    fc.record({
      kind: fc.constant('other' as const),
      type: fc.constantFrom('child_page', 'unsupported'),
      text: fc.constantFrom('', 'Title'),
      url: fc.constant('https://ok.example'),
      children: anyDocument,
    }),
  ),
  { maxLength: 5 },
);

function nested(depth: number): DocBlock {
  return {
    kind: 'bulleted_list_item',
    runs: [{ kind: 'text', text: `${depth}` }],
    children: depth > 1 ? [nested(depth - 1), nested(1)] : [],
  };
}
