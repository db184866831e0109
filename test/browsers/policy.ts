import {
  copyFileSync,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  realpathSync,
  rmdirSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join } from 'node:path';
import type { BrowserKind, LaunchOptions } from './browser.ts';
import { chromiumExtensionId } from './extension-id.ts';
import { findBrowser } from './find-browser.ts';

/** An organization's policy as a browser takes it from its administrator, for one extension in one browser. */
export interface Policy {
  /** What to launch the browser with, so that it finds the policy. */
  readonly launch: Partial<LaunchOptions> & { readonly program?: string };
  /** Sets another one while the browser runs. Chromium notices within seconds; Firefox reads its own at the start alone. */
  change(values: unknown): void;
  /** Takes everything away that was put anywhere. */
  remove(): void;
}

/** A policy that cannot be given to a browser here; the message says what would help. */
export class NoPolicy extends Error {
  override readonly name = 'NoPolicy';
}

/** Why a browser cannot be given a policy here; `undefined` where it can. */
export function policyMissing(kind: BrowserKind): string | undefined {
  if (process.platform !== 'linux') return 'policies are given to browsers on Linux alone here';
  if (kind === 'firefox') return undefined;
  try {
    for (const folder of CHROMIUM_POLICIES) {
      const file = join(folder, 'managed', `understudy-test-${process.pid}-0.json`);
      mayWrite(dirname(file));
      writeFileSync(file, '{}');
      rmSync(file);
      removeEmpty(file);
    }
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** Where Chromium and Chrome for Testing look for policies on Linux. Only root may write there. */
const CHROMIUM_POLICIES = ['/etc/chromium/policies', '/etc/opt/chrome_for_testing/policies'] as const;
const FIREFOX_ID = 'understudy@understudy.invalid';
const OURS = /^understudy-test-(\d+)-\d+\.json$/u;

const left = new Set<() => void>();
process.on('exit', () => {
  for (const remove of left) remove();
});
let made = 0;

/** Gives a browser a policy as its administrator would. Other browsers that run at the same time see nothing of it. */
export function givePolicy(kind: BrowserKind, build: string, values: unknown): Policy {
  if (process.platform !== 'linux') throw new NoPolicy('Policies are given to browsers on Linux alone here.');
  const policy = kind === 'chromium' ? giveChromium(build, values) : giveFirefox(build, values);
  left.add(policy.remove);
  return {
    ...policy,
    remove() {
      left.delete(policy.remove);
      policy.remove();
    },
  };
}

/** The extension gets a folder of its own, and with it an id that no other browser has: the policy names that id alone. */
function giveChromium(build: string, values: unknown): Policy {
  sweep();
  const home = mkdtempSync(join(tmpdir(), 'understudy-policy-'));
  const extension = join(home, 'extension');
  cpSync(build, extension, { recursive: true });
  const id = chromiumExtensionId(extension);
  made += 1;
  const files = CHROMIUM_POLICIES.map((folder) =>
    join(folder, 'managed', `understudy-test-${process.pid}-${made}.json`),
  );
  const change = (now: unknown): void => {
    for (const file of files) {
      mayWrite(dirname(file));
      writeFileSync(file, JSON.stringify({ '3rdparty': { extensions: { [id]: now } } }));
    }
  };
  const remove = (): void => {
    for (const file of files) {
      rmSync(file, { force: true });
      removeEmpty(file);
    }
    rmSync(home, { recursive: true, force: true });
  };
  try {
    change(values);
  } catch (error) {
    remove();
    throw error;
  }
  return { launch: { extension }, change, remove };
}

function mayWrite(folder: string): void {
  try {
    mkdirSync(folder, { recursive: true });
  } catch (cause) {
    throw new NoPolicy(
      `Chromium takes policies from ${folder} alone, which this user may not write to. Run as root, or let it: ` +
        `sudo install -d -o "$USER" ${folder}`,
      { cause },
    );
  }
}

/** Folders that were made for a policy go with it. */
function removeEmpty(file: string): void {
  try {
    for (const folder of [dirname(file), dirname(dirname(file)), dirname(dirname(dirname(file)))]) rmdirSync(folder);
  } catch {
    // Somebody else has something there, or it is gone.
  }
}

/** What a run left behind that was killed. */
function sweep(): void {
  for (const folder of CHROMIUM_POLICIES.map((one) => join(one, 'managed')).filter((one) => existsSync(one))) {
    for (const name of readdirSync(folder)) {
      const pid = OURS.exec(name)?.[1];
      if (pid !== undefined && !existsSync(`/proc/${pid}`)) rmSync(join(folder, name), { force: true });
    }
  }
}

/**
 * Firefox takes its policy from a folder beside its program. It gets a program of its own, everything else of it being
 * links to the installed one, and so a folder of its own.
 */
function giveFirefox(build: string, values: unknown): Policy {
  const installed = realpathSync(findBrowser('firefox'));
  if (!existsSync(join(dirname(installed), 'application.ini'))) {
    throw new NoPolicy(
      `${installed} is not Firefox’s own program. Set FIREFOX_PATH to the one beside application.ini.`,
    );
  }
  const home = mkdtempSync(join(tmpdir(), 'understudy-policy-'));
  for (const name of readdirSync(dirname(installed))) {
    const from = join(dirname(installed), name);
    if (name === basename(installed)) copyFileSync(from, join(home, name));
    else if (name !== 'distribution') symlinkSync(from, join(home, name));
  }
  const change = (now: unknown): void => {
    mkdirSync(join(home, 'distribution'), { recursive: true });
    writeFileSync(
      join(home, 'distribution/policies.json'),
      JSON.stringify({ policies: { '3rdparty': { Extensions: { [FIREFOX_ID]: now } } } }),
    );
  };
  change(values);
  return {
    launch: { extension: build, program: join(home, basename(installed)) },
    change,
    remove: () => rmSync(home, { recursive: true, force: true }),
  };
}
