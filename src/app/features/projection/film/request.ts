/** What a film is made of, and what its worker answers. */
import type { Labels } from '../../../../training/labels.ts';
import type { Points } from '../points.ts';
import type { Plane } from '../tour.ts';

export interface FilmRequest {
  /** Where the tour begins: as the page shows it. */
  readonly plane: Plane;
  /** Epochs in their order: what stands above the picture meanwhile, and the points. */
  readonly epochs: readonly { readonly title: string; readonly points: Points }[];
  readonly labels: Labels;
  readonly names: readonly string[];
}

export type FilmAnswer =
  | { readonly type: 'progress'; readonly done: number; readonly total: number }
  | { readonly type: 'film'; readonly bytes: Uint8Array<ArrayBuffer> }
  | { readonly type: 'failed' };
