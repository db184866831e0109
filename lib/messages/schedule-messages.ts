import { asApprovalId, parsePageId } from '../base/ids.ts';
import { gapScope } from './action-messages.ts';
import { either, flag, oneOf, parsed, record, text, wholeNumber } from '../base/shape.ts';

const ID = 100;
const ADDRESS = 4_000;

const id = text(ID);
const pageId = parsed(64, parsePageId);

const minute = wholeNumber;
const target = record({ pageId, title: text(ADDRESS), url: text(ADDRESS) }, { tabId: wholeNumber });

const rule = either(
  record({ every: oneOf('day', 'weekdays'), minute }, {}),
  either(
    record({ every: oneOf('week'), weekday: wholeNumber, minute }, {}),
    record({ every: oneOf('month'), day: wholeNumber, minute }, {}),
  ),
);

const work = either(
  record({ of: oneOf('report'), report: id }, {}),
  either(
    record({ of: oneOf('brief'), target }, {}),
    either(
      record({ of: oneOf('fill'), fill: id }, {}),
      record(
        {
          of: oneOf('gaps'),
          scope: gapScope,
          title: text(ADDRESS),
        },
        {},
      ),
    ),
  ),
);

const place = record(
  { page: pageId, title: text(ADDRESS), url: text(ADDRESS), as: oneOf('append', 'under') },
  { approval: parsed(64, asApprovalId) },
);

/** What our own pages ask of schedules. */
export const SCHEDULE_SHAPES = {
  'schedule.save': record({ name: text(400), work, rule, zone: id, on: flag }, { id, publish: place }),
  'schedule.remove': record({ id }, {}),
  'schedule.run': record({ id }, {}),
} as const;
