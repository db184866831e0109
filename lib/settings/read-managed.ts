import { asObject } from '../base/json.ts';
import { listOf, text } from '../base/shape.ts';
import { NOT_MANAGED } from './managed.ts';
import type { Managed, ManagedFault } from './managed.ts';
import { isManagedField, MANAGED_FIELD_NAMES, MANAGED_FIELDS } from './managed-fields.ts';
import type { ManagedField, ManagedPolicy } from './managed-fields.ts';

const LONGEST_NAME = 100;
const MOST_NAMES = 100;
const names = listOf(text(LONGEST_NAME), MOST_NAMES);

/**
 * Reads what the organization set, the same in every browser. It is taken whole or not at all: one mistake and nothing
 * of it counts but that it is there. `fields` must name every field that is set, because Chrome drops what does not fit
 * its schema, and misspelt names, without a word: what is missing there would else be allowed.
 * @param values as the browser gives them; `undefined` and an empty object mean that nothing is set
 */
export function readManaged(values: unknown): Managed {
  if (values === undefined) return NOT_MANAGED;
  const given = asObject(values);
  if (given === undefined) return invalid([fault('policy', 'The policy must be an object with named fields.')]);
  if (Object.keys(given).length === 0) return NOT_MANAGED;
  const listed = names(given['fields']);
  if (!listed.fits) {
    return invalid([fault('fields', '“fields” must be a list with the names of all fields that the policy sets.')]);
  }
  const faults: ManagedFault[] = [];
  const read: [ManagedField, unknown][] = [];
  for (const name of new Set([...listed.value, ...Object.keys(given).filter((key) => key !== 'fields')])) {
    const found = readField(name, given[name], listed.value.includes(name));
    if ('words' in found) faults.push(found);
    else read.push([found.name, found.value]);
  }
  // Each was read by its own shape.
  return isSome(faults) ? invalid(faults) : { state: 'set', policy: Object.fromEntries(read) as ManagedPolicy };
}

function readField(
  name: string,
  value: unknown,
  isListed: boolean,
): { readonly name: ManagedField; readonly value: unknown } | ManagedFault {
  if (!isManagedField(name)) {
    return fault(name, `“${name}” is not a field of this policy. Its fields are ${MANAGED_FIELD_NAMES.join(', ')}.`);
  }
  const { read, wants } = MANAGED_FIELDS[name];
  if (value === undefined) {
    return fault(name, `“${name}” is named in “fields” but has no value that the browser took; it must be ${wants}.`);
  }
  const found = read(value);
  if (!found.fits) return fault(name, `“${name}” must be ${wants}.`);
  if (!isListed) return fault(name, `“${name}” is set but not named in “fields”.`);
  return { name, value: found.value };
}

const fault = (field: string, words: string): ManagedFault => ({ field, words });

const isSome = (faults: readonly ManagedFault[]): faults is readonly [ManagedFault, ...ManagedFault[]] =>
  faults.length > 0;

const invalid = (faults: readonly [ManagedFault, ...ManagedFault[]]): Managed => ({ state: 'invalid', faults });
