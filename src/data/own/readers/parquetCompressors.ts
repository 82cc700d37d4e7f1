/** What unpacks the columns of a Parquet table. A module of its own, so that a build leaves out what nobody asks of the package for: a decompressor in WebAssembly. */
export { compressors } from 'hyparquet-compressors';
