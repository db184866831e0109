import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseBlockId, parsePageId, undashed } from '../../lib/base/ids.ts';
import { looksLikeNotionHost, pageUrl, parseAddress, titleInAddress } from '../../lib/mirror/address.ts';

const A = 'aaaaaaaa-1111-4111-8111-aaaaaaaaaaaa';
const B = 'bbbbbbbb-2222-4222-8222-bbbbbbbbbbbb';
const BLOCK = 'cccccccc-3333-4333-8333-cccccccccccc';
const flat = (id: string): string => id.replaceAll('-', '');
const APP = 'https://app.notion.com';

const anId = fc.uuid().map((id) => id.toLowerCase());
const aSlug = fc.stringMatching(/^[A-Za-z0-9]{1,12}(-[A-Za-z0-9]{1,12}){0,4}$/);
const aHost = fc.constantFrom('app.notion.com', 'eu.app.notion.com', 'www.notion.so', 'notion.so', 'acme.notion.site');
const anIdAsWritten = anId.chain((id) => fc.constantFrom([id, id], [id, flat(id)], [id, flat(id).toUpperCase()]));

describe('an address of Notion', () => {
  it.each([
    [`${APP}/p/Launch-plan-${flat(A)}`, { pageId: A, peek: false }],
    [`${APP}/p/${flat(A)}`, { pageId: A, peek: false }],
    [`${APP}/p/${A}`, { pageId: A, peek: false }],
    [`${APP}/p/${flat(A)}/`, { pageId: A, peek: false }],
    [`${APP}/p/fernway/Launch-plan-${flat(A)}`, { pageId: A, workspaceSlug: 'fernway' }],
    [`https://www.notion.so/fernway/Launch-plan-${flat(A)}?pvs=4`, { pageId: A, workspaceSlug: 'fernway' }],
    [`https://notion.so/Launch-plan-${flat(A)}`, { pageId: A, host: 'notion.so' }],
    [`https://acme.notion.site/Hello-${flat(A)}`, { pageId: A, host: 'acme.notion.site' }],
    [`${APP}/p/${flat(A)}?v=${flat(B)}`, { pageId: A, peek: false, view: B }],
    [`${APP}/p/${flat(A)}#${flat(BLOCK)}`, { pageId: A, blockId: BLOCK }],
    [`${APP}/p/deadbeef-${flat(A)}`, { pageId: A }],
  ])('leads to the page: %s', (url, place) => {
    expect(parseAddress(url)).toMatchObject(place);
  });

  it.each([
    [`${APP}/p/${flat(A)}?v=${flat(BLOCK)}&p=${flat(B)}&pm=s`],
    [`${APP}/p/Slug-${flat(A)}?v=${flat(BLOCK)}&p=${flat(B)}&pm=c`],
    [`${APP}/p/fernway/Slug-${flat(A)}?p=${flat(B)}`],
  ])('leads to the peek while one is open: %s', (url) => {
    expect(parseAddress(url)).toMatchObject({ pageId: B, peek: true, behind: A });
  });

  it('leads to a page that is peeked at over the chat', () => {
    const place = parseAddress(`${APP}/chat?t=${flat(A)}&p=${flat(B)}&pm=s`);
    expect(place).toEqual({ pageId: B, peek: true, host: 'app.notion.com' });
  });

  it.each([
    [`${APP}/chat?t=${flat(A)}`],
    [`${APP}/chat/${flat(A)}`],
    [`${APP}/ai`],
    [`${APP}/ai/${flat(A)}`],
    [`${APP}/`],
    [`${APP}/p/`],
    [`${APP}/p/no-id-here`],
    [`${APP}/p/${flat(A).slice(1)}`],
    [`${APP}/p/x${flat(A)}`],
    [`${APP}/p/one/two/${flat(A)}`],
    [`${APP}/login?redirect=/p/${flat(A)}`],
    [`https://www.notion.so/marketplace/Template-${flat(A)}`],
    [`http://app.notion.com/p/${flat(A)}`],
    [`https://app.notion.com.example/p/${flat(A)}`],
    [`https://developers.notion.com/p/${flat(A)}`],
    [`https://example.com/p/${flat(A)}`],
    ['chrome://newtab'],
    ['not an address'],
    [''],
  ])('leads to no page: %s', (url) => {
    expect(parseAddress(url)).toBeUndefined();
  });

  it('gives the same page whatever host, slug and way of writing the id', () => {
    fc.assert(
      fc.property(aHost, fc.option(aSlug), fc.option(aSlug), anIdAsWritten, (host, workspace, slug, [id, written]) => {
        const folders = workspace === null ? '' : `/ws-${workspace}`;
        const name = slug === null ? written : `${slug}-${written}`;
        expect(parseAddress(`https://${host}/p${folders}/${name}`)?.pageId).toBe(id);
        expect(parseAddress(`https://${host}${folders}/${name}`)?.pageId).toBe(id);
      }),
    );
  });

  it('gives the peek for any page behind it', () => {
    fc.assert(
      fc.property(
        aHost,
        aSlug,
        anIdAsWritten,
        anIdAsWritten,
        fc.constantFrom('', '&pm=s', '&pm=c'),
        (host, slug, behind, front, mode) => {
          const place = parseAddress(`https://${host}/p/${slug}-${behind[1]}?p=${front[1]}${mode}`);
          expect(place).toMatchObject({ pageId: front[0], behind: behind[0], peek: true });
        },
      ),
    );
  });

  it('never throws and never invents an id', () => {
    fc.assert(
      fc.property(
        aHost,
        fc.array(fc.oneof(fc.webPath(), fc.webQueryParameters(), anId.map(flat), fc.string()), { maxLength: 5 }),
        (host, parts) => {
          const url = `https://${host}/${parts.join('/p=#?'.charAt(parts.length))}`;
          const place = parseAddress(url);
          expect(place === undefined || flat(url).toLowerCase().includes(flat(place.pageId))).toBe(true);
        },
      ),
      { numRuns: 500 },
    );
  });

  it('comes back from the address that we make', () => {
    fc.assert(
      fc.property(anId, fc.option(anId), (page, block) => {
        const pageId = parsePageId(page);
        const blockId = block === null ? undefined : parseBlockId(block);
        if (pageId === undefined) throw new Error('fast-check gave no UUID');
        const place = parseAddress(pageUrl(pageId, blockId));
        expect(place?.pageId).toBe(pageId);
        expect(place?.blockId).toBe(blockId);
        expect(pageUrl(pageId)).toBe(`${APP}/p/${undashed(pageId)}`);
      }),
    );
  });
});

describe('the title in an address', () => {
  it.each([
    [`${APP}/fernway/Board-minutes-${flat(A)}`, 'Board minutes'],
    [`${APP}/fernway/Board-minutes-${A}`, 'Board minutes'],
    [`${APP}/fernway/A-faded-bed-${flat(A)}?v=${flat(B)}`, 'A faded bed'],
    [`${APP}/fernway/Caf%C3%A9-${flat(A)}`, 'Café'],
    [`${APP}/fernway/%E0%A4%A-${flat(A)}`, '%E0%A4%A'],
    [`${APP}/p/${flat(A)}`, ''],
    [A, ''],
  ])('%s', (url, title) => expect(titleInAddress(url)).toBe(title));
});

describe('hosts', () => {
  it.each(['app.notion.com', 'x.app.notion.com', 'www.notion.so', 'notion.so', 'acme.notion.site'])(
    'knows %s',
    (host) => {
      expect(looksLikeNotionHost(host)).toBe(true);
    },
  );

  it.each([
    'notion.com',
    'www.notion.com',
    'api.notion.com',
    'mcp.notion.com',
    'notion.site',
    'evil-notion.so',
    'notion.so.example',
    'x.notion.so',
  ])('is no stranger to the difference: %s', (host) => {
    expect(looksLikeNotionHost(host)).toBe(false);
  });
});
