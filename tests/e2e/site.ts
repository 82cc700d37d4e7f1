/**
 * Serves the built site from below a sub-path, as a project page does, on a free port of this machine, with the headers that the build asks
 * servers for. Browsers report to it what the policy among them refused.
 */
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, resolve } from 'node:path';
import { headersFile } from '../../scripts/contentPolicy.ts';
import { shippedFolder } from '../../src/training/shippedNetwork.ts';

const types: Record<string, string> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.webp': 'image/webp',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
};

export interface Site {
  /** Such as `http://127.0.0.1:41234/some/sub/path/`. */
  readonly address: string;
  /** What browsers refused under the policy so far: `style-src-elem inline`, as it happened. */
  readonly refused: readonly string[];
  close(): void;
}

/** Headers by their names; a site of an earlier version asks for none. */
function headersIn(folder: string, reports: string): Record<string, string> {
  const file = join(folder, headersFile);
  const lines = existsSync(file) ? readFileSync(file, 'utf8').matchAll(/^ {2}([\w-]+): (.+)$/gm) : [];
  const headers = Object.fromEntries([...lines].map(([, name, value]) => [name, value]));
  const policy = headers['Content-Security-Policy'];
  return policy ? { ...headers, 'Content-Security-Policy': `${policy}; report-uri ${reports}` } : headers;
}

interface Report {
  readonly 'csp-report': { readonly 'effective-directive': string; readonly 'blocked-uri': string };
}

async function refusedIn(request: IncomingMessage): Promise<string> {
  let text = '';
  for await (const part of request) text += part;
  const { 'csp-report': report } = JSON.parse(text) as Report;
  return `${report['effective-directive']} ${report['blocked-uri']}`;
}

const isFile = (path: string): boolean => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/** Whatever lies outside `folder` or `under` is answered with 404: an absolute path in the page would show. */
export async function serveSite(folder = 'dist', under = '/some/sub/path/'): Promise<Site> {
  const root = resolve(folder);
  const reports = `${under}refused`;
  const refused: string[] = [];
  const headers = headersIn(root, reports);
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://site');
    if (pathname === reports) {
      void refusedIn(request).then((what) => refused.push(what));
      response.writeHead(204).end();
      return;
    }
    const inside = pathname.startsWith(under) ? decodeURIComponent(pathname.slice(under.length)) : undefined;
    // The shipped network would be at work in every test: one that wants it routes it.
    const served = inside?.startsWith(`${shippedFolder}/`) ? undefined : inside;
    const path = served === undefined ? '' : join(root, served === '' ? 'index.html' : served);
    if (!path.startsWith(root) || !isFile(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[extname(path)] ?? 'application/octet-stream',
      ...headers,
    });
    createReadStream(path).pipe(response);
  });
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
  const { port } = server.address() as AddressInfo;
  return {
    address: `http://127.0.0.1:${port}${under}`,
    refused,
    close: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}
