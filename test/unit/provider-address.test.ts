import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { hostPattern, originOf, parseBaseUrl } from '../../lib/settings/provider-address.ts';

describe('the address of a provider', () => {
  it.each([
    ['https://models.example/v1', 'https://models.example/v1'],
    ['https://models.example/v1/', 'https://models.example/v1'],
    ['  https://Models.Example:8443/api/  ', 'https://models.example:8443/api'],
    ['models.example/v1', 'https://models.example/v1'],
    ['http://localhost:11434/v1', 'http://localhost:11434/v1'],
    ['http://127.0.0.1:1234', 'http://127.0.0.1:1234'],
  ])('reads %s as %s', (typed, kept) => expect(parseBaseUrl(typed)).toBe(kept));

  it.each([
    'http://models.example/v1',
    'http://192.168.1.5:11434/v1',
    'http://localhost.evil.example/v1',
    'http://127.0.0.1.evil.example',
    'https://user:secret@models.example',
    'https://user@models.example/v1',
    'https://models.example/v1?key=1',
    'https://models.example/#a',
    'file:///etc/passwd',
    'javascript:alert(1)',
    'chrome-extension://abc/',
    'ftp://models.example',
    'https://',
    '',
    'two words',
  ])('does not take %s', (typed) => expect(parseBaseUrl(typed)).toBeUndefined());

  it('sends no key in the clear, whatever is typed', () => {
    fc.assert(
      fc.property(
        fc.oneof(fc.webUrl({ withQueryParameters: true }), fc.string(), fc.webUrl({ validSchemes: ['http'] })),
        (typed) => {
          const kept = parseBaseUrl(typed);
          if (kept === undefined) return;
          expect(kept).toMatch(/^https:\/\/|^http:\/\/(localhost|127\.0\.0\.1)(:|\/|$)/);
          expect(parseBaseUrl(kept)).toBe(kept);
          expect(new URL(kept).origin).toBe(originOf({ baseUrl: kept }));
        },
      ),
    );
  });

  it('asks the browser for its one host', () => {
    expect(hostPattern({ baseUrl: 'https://models.example:8443/v1' })).toBe('https://models.example/*');
    expect(hostPattern({ baseUrl: 'http://localhost:11434/v1' })).toBe('http://localhost/*');
  });
});
