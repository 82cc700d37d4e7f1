/** SHA-256 in Node, at once. */
import { createHash } from 'node:crypto';

/** 64 lower-case hexadecimal digits. */
export const sha256Of = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
