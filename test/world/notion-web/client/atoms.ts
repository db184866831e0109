export interface Sheet<Name extends string> {
  /** The classes that dress a thing; several names together where none of their declarations collide. */
  readonly look: (...names: Name[]) => string;
  readonly css: string;
}

/**
 * Turns declarations into atomic classes, one a declaration, named by a hash: as in Notion, the names say nothing and
 * nobody can select on them. A declaration may start with a pseudo class or element: `:hover color: red`.
 */
export function sheet<Name extends string>(rules: Readonly<Record<Name, string>>): Sheet<Name> {
  const atoms = new Map<string, string>();
  const dresses = new Map<string, string>();
  for (const [name, rule] of Object.entries<string>(rules)) {
    const names = declarationsOf(rule).map((declaration) => {
      const atom = `x${hash(declaration)}`;
      atoms.set(atom, ruleOf(atom, declaration));
      return atom;
    });
    dresses.set(name, names.join(' '));
  }
  return {
    look: (...names) => names.map((name) => dresses.get(name) ?? '').join(' '),
    css: [...atoms.values()].join('\n'),
  };
}

function declarationsOf(rule: string): readonly string[] {
  return rule
    .split(';')
    .map((part) => part.trim().replace(/\s+/g, ' '))
    .filter((part) => part !== '');
}

function ruleOf(atom: string, declaration: string): string {
  const pseudo = /^(:[^ ]+) (.*)$/.exec(declaration);
  return pseudo === null ? `.${atom} { ${declaration} }` : `.${atom}${pseudo[1] ?? ''} { ${pseudo[2] ?? ''} }`;
}

/** FNV-1a. */
function hash(text: string): string {
  let value = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193);
  }
  return (value >>> 0).toString(36);
}
