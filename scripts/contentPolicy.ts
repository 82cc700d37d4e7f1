/**
 * What the built page may load and run, as a Content-Security-Policy: its own files and nothing of any other origin, no script and no style that stands
 * in the page but those of `index.html`, which the policy knows by their hash. The build writes it into the page, which needs no server for it. A server
 * that sends it as a header too binds the worker as well, whose own answer alone decides what it may do; README has the headers.
 */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';
import { scriptPolicy } from '../src/base/ownScript.ts';

/** The scripts that stand in a page, by their hashes as a policy names them. */
export function inlineScriptHashes(html: string): string[] {
  const scripts = html.matchAll(/<script(?![^>]*\bsrc=)[^>]*>([\s\S]*?)<\/script>/g);
  return [...scripts].map(
    ([, text = '']) => `'sha256-${createHash('sha256').update(text).digest('base64')}'`,
  );
}

/** The policy of a page; as its header says it too, so that one place knows it. */
export function contentPolicy(html: string): string {
  const directives = {
    'default-src': "'none'",
    'script-src': ["'self'", ...inlineScriptHashes(html)].join(' '),
    // What React sets as `style` goes through the object model, which no policy forbids.
    'style-src': "'self'",
    // The icon of the tab is drawn; charts become pictures by way of a blob.
    'img-src': "'self' data: blob:",
    'connect-src': "'self'",
    'worker-src': "'self'",
    'manifest-src': "'self'",
    'base-uri': "'none'",
    'form-action': "'none'",
    'require-trusted-types-for': "'script'",
    'trusted-types': scriptPolicy,
  };
  return Object.entries(directives)
    .map((directive) => directive.join(' '))
    .join('; ');
}

/**
 * What a server should send with every file of the page: the policy, which only so binds the worker and the service worker, and what a page cannot say itself.
 */
export const headersOf = (html: string): Readonly<Record<string, string>> => ({
  'Content-Security-Policy': `${contentPolicy(html)}; frame-ancestors 'self'`,
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'no-referrer',
  'Cross-Origin-Opener-Policy': 'same-origin',
});

/** The headers in the file of that name which Netlify and Cloudflare Pages read. */
export const headersFile = '_headers';
const headersText = (html: string): string =>
  ['/*', ...Object.entries(headersOf(html)).map(([name, value]) => `  ${name}: ${value}`), ''].join('\n');

/** First in the page: a policy binds only what follows it. */
export const withContentPolicy: Plugin = {
  name: 'content-policy',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (html) =>
      html.replace(
        /<meta charset="utf-8" \/>/,
        (charset) =>
          `${charset}\n    <meta http-equiv="Content-Security-Policy" content="${contentPolicy(html)}" />`,
      ),
  },
  writeBundle({ dir = '' }) {
    writeFileSync(join(dir, headersFile), headersText(readFileSync(join(dir, 'index.html'), 'utf8')));
  },
};

/**
 * tfjs brings long.js, which compiles a few bytes of WebAssembly when it is loaded and does without where that fails. The policy would forbid and report it, and
 * what it is for, hashes of texts on a device, nobody asks for. The reader of Parquet brings a decompressor of Snappy, compiled when it is loaded; without it the
 * reader's own does the same.
 */
export const withoutWebAssembly: Plugin = {
  name: 'without-web-assembly',
  transform: {
    filter: {
      id: /\/node_modules\/(long|hyparquet-compressors)\//,
      code: /\bWebAssembly\b|SNAPPY: snappyUncompressor\(\)/,
    },
    handler: (code) =>
      code
        .replace(/new WebAssembly\.Instance\(/, 'undefined && $&')
        .replace('SNAPPY: snappyUncompressor(),', ''),
  },
};
