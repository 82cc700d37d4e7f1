/** The policy that the build writes into the page. tests/app/builtPage.test.ts reads the real one, the browser tests work under it. */
import { describe, expect, it } from 'vitest';
import { contentPolicy, inlineScriptHashes } from '../../scripts/contentPolicy.ts';

const page = (scripts: string) => `<head><meta charset="utf-8" />${scripts}</head>`;

describe('the policy of a page', () => {
  it('knows the scripts in it by their hash, and those beside it as its own', () => {
    // printf 'alert(1)' | openssl dgst -sha256 -binary | base64
    const alert = "'sha256-bhHHL3z2vDgxUt0W3dWQOrprscmda2Y5pLsLg4GF+pI='";
    const html = page('<script type="module" src="./a.js"></script><script>alert(1)</script>');
    expect(inlineScriptHashes(html)).toEqual([alert]);
    expect(contentPolicy(html)).toContain(`script-src 'self' ${alert};`);
  });

  it('names no other origin and lets through nothing that is made at run time', () => {
    const policy = contentPolicy(page(''));
    expect(policy).not.toMatch(/unsafe|https?:|\*/);
    expect(policy).toContain("default-src 'none'");
    expect(policy).toContain("connect-src 'self'");
    expect(policy).toContain("require-trusted-types-for 'script'; trusted-types resnet-playground");
  });
});
