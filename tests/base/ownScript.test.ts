/** Scripts that the page starts: of its own origin only, and as trusted types where the browser asks for them. */
import { afterEach, beforeEach, expect, it, vi } from 'vitest';

const page = 'https://example.org/some/page.html';
let created: string[];

beforeEach(() => {
  created = [];
  vi.resetModules();
  vi.stubGlobal('location', new URL(page));
});
afterEach(() => vi.unstubAllGlobals());

const withTrustedTypes = () =>
  vi.stubGlobal('trustedTypes', {
    createPolicy: (name: string, rules: { createScriptURL(address: string): string }) => {
      created.push(name);
      return { createScriptURL: (address: string) => `trusted ${rules.createScriptURL(address)}` };
    },
  });

for (const asked of [false, true])
  it(`lets the page’s own scripts through ${asked ? 'with' : 'without'} trusted types, and no others`, async () => {
    if (asked) withTrustedTypes();
    const { ownScript, scriptPolicy } = await import('../../src/base/ownScript.ts');
    const trusted = asked ? 'trusted ' : '';
    expect(ownScript('./worker.js')).toBe(`${trusted}https://example.org/some/worker.js`);
    expect(ownScript(new URL('/sw.js', page))).toBe(`${trusted}https://example.org/sw.js`);
    for (const other of [
      'https://elsewhere.org/worker.js',
      'data:text/javascript,1',
      'http://example.org/w.js',
    ])
      expect(() => ownScript(other)).toThrow('no script of another origin');
    expect(created, 'one policy, made once').toEqual(asked ? [scriptPolicy] : []);
  });
