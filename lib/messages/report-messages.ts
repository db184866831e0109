import { asConnectionId, parsePageId } from '../base/ids.ts';
import { amount, either, listOf, nothing, oneOf, parsed, record, text } from '../base/shape.ts';
import type { Shape } from '../base/shape.ts';

const NAME = 400;
const ID = 100;
const MANY = 500;

const pageId = parsed(64, parsePageId);
const connection = parsed(64, asConnectionId);
const name = text(NAME);
const id = text(ID);

/** Any number, below zero too. */
const number: Shape<number> = (value) =>
  typeof value === 'number' && Number.isFinite(value) ? { fits: true, value } : { fits: false };

const column = record({ name, type: id }, { options: listOf(name, MANY), id: name, relatedSource: id });

const filter = either(
  record({ column: name, is: oneOf('empty', 'filled') }, {}),
  either(
    record({ column: name, is: oneOf('equal', 'unequal', 'holds'), text: name }, {}),
    either(
      record({ column: name, is: oneOf('at-least', 'at-most'), number }, {}),
      record({ column: name, is: oneOf('from', 'until'), day: text(10) }, {}),
    ),
  ),
);

const source = record(
  {
    id,
    connection,
    database: pageId,
    dataSource: id,
    title: name,
    columns: listOf(column, MANY),
    filters: listOf(filter, 20),
  },
  { date: name },
);

const joinEnd = record({ source: id, by: name }, {});

const measure = record(
  {
    id,
    label: name,
    source: id,
    of: oneOf('count', 'sum', 'mean', 'median', 'min', 'max'),
    also: listOf(oneOf('share', 'change', 'trend'), 3),
  },
  { column: name, unit: text(12) },
);

const threshold = record(
  {
    measure: id,
    is: oneOf('above', 'below'),
    bound: either(record({ number }, {}), record({ measure: id }, {})),
    each: oneOf('total', 'group', 'period'),
  },
  {},
);

const anomaly = record({ measure: id, among: oneOf('rows', 'periods'), from: amount }, {});

const definition = record(
  {
    title: name,
    zone: id,
    sources: listOf(source, 20),
    joins: listOf(record({ from: joinEnd, to: joinEnd }, {}), 20),
    groups: listOf(record({ source: id, column: name }, {}), 5),
    measures: listOf(measure, 40),
    trend: oneOf('least-squares', 'theil-sen'),
    thresholds: listOf(threshold, 40),
    anomalies: listOf(anomaly, 40),
  },
  { step: oneOf('day', 'week', 'month', 'quarter', 'year') },
);

/** What our own pages ask of reports. A script in Notion's page may ask for none of it. */
export const REPORT_SHAPES = {
  'report.sources': nothing,
  'report.sample': record({ connection, dataSource: id }, {}),
  'report.save': record({ definition }, { id }),
  'report.forget': record({ id }, {}),
  'report.run': record({ id }, { model: name }),
  'report.write': record({ run: id }, { model: name }),
} as const;
