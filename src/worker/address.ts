/** Where the worker's script lies. This imports its address alone, so what the worker runs is no part of the page. */
export { default as workerAddress } from './entry.ts?worker&url';
