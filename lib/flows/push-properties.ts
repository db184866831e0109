import { equalValue, holdsValues } from '../outbox/equal-values.ts';
import type { Operation } from '../outbox/operation.ts';
import type { PropertyValue, PropertyValues } from '../outbox/property-value.ts';
import { fingerprint } from '../text/fingerprint.ts';
import type { Conflict, Errand, Way } from './push.ts';

type SetProperties = Extract<Operation, { readonly kind: 'set-properties' }>;

const valuesNow = ({ operation, writer, signal }: Errand<SetProperties>): Promise<PropertyValues> =>
  writer.values(operation.page, Object.keys(operation.values), signal);

const conflict = (values: PropertyValues): Conflict => ({ do: 'conflict', code: 'write-conflict', found: { values } });

/** Properties are set only where they still are what they were, or are already what is wanted. */
export const pushProperties: Way<SetProperties> = {
  async next(errand, unsure) {
    const { operation, entry, sent, writer, now, signal } = errand;
    if (sent.chunk > 0 && !unsure) return { do: 'end', url: entry.targetUrl };
    const { values } = operation;
    const standing = await valuesNow(errand);
    if (holdsValues(standing, values)) return { do: 'end', url: entry.targetUrl };
    const before = entry.base?.values;
    const touched = Object.entries(standing).some(
      ([name, value]) => before !== undefined && !equalValue(value, before[name]) && !equalValue(value, values[name]),
    );
    if (touched) return conflict(standing);
    const base = { readAt: now, values: standing, fingerprint: fingerprint(JSON.stringify(standing)) };
    return {
      do: 'write',
      ...(entry.base === undefined ? { base } : {}),
      async write() {
        await writer.setProperties(operation.page, values, signal);
        return { chunk: 1 };
      },
    };
  },

  async audit(errand) {
    const standing = await valuesNow(errand);
    return holdsValues(standing, errand.operation.values) ? 'right' : conflict(standing);
  },

  async undo(errand) {
    const { operation, entry, writer, signal } = errand;
    const standing = await valuesNow(errand);
    const back: Record<string, PropertyValue> = {};
    for (const [name, written] of Object.entries(operation.values)) {
      const before = entry.base?.values?.[name];
      if (before === undefined) return 'edited';
      if (equalValue(standing[name], before)) continue;
      if (!equalValue(standing[name], written)) return 'edited';
      back[name] = before;
    }
    if (Object.keys(back).length === 0) return 'undone';
    return { do: 'write', write: () => writer.setProperties(operation.page, back, signal) };
  },
};
