import { expect, it } from 'vitest';
import { parsePageId } from '../../lib/base/ids.ts';

it('reads an id with and without dashes, and nothing that only looks like one', () => {
  const dashed = '35317009-9987-8025-86a8-f069ac9a40c3';
  expect(parsePageId(dashed.replaceAll('-', '').toUpperCase())).toBe(dashed);
  expect(parsePageId(dashed)).toBe(dashed);
  expect(parsePageId(`${dashed}0`)).toBeUndefined();
  expect(parsePageId('Launch plan')).toBeUndefined();
});
