/** The worker of a reading: files are looked at, decoded, made small and kept here, and nothing of them leaves the browser. */
import { browserDecodeFile } from '../../../../data/browser/decodeFile.ts';
import { browserOwnSets } from '../../../../storage/ownSets/browserOwnSets.ts';
import type { ReadingCommand } from './protocol.ts';
import { createReader } from './reader.ts';

const handle = createReader({
  post: (message, transfer = []) => postMessage(message, transfer as ArrayBuffer[]),
  decode: browserDecodeFile,
  keep: (set, layout) => browserOwnSets.keep(set, layout),
  now: () => performance.now(),
});
addEventListener('message', ({ data }: MessageEvent<ReadingCommand>) => handle(data));
