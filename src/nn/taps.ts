/** Looking into a forward pass: how whoever runs a network is told of tensors on the way, and what a request asks of it. */
import { InternalError } from '../base/errors.ts';
import { type Block, partsOf, type Stem, type Structure } from '../model/structure.ts';
import {
  type BlockSizes,
  shapeAt,
  sitesOf,
  type TapPlace,
  type TappedMaps,
  type TapRequest,
  type TapSite,
  type Taps,
} from '../training/taps.ts';
import type { Tensor } from './tf.ts';

/**
 * What somebody may see of a block: a place, or of F(x) and of a projected shortcut [] the mean of their squares alone, which a
 * batch norm of training knows without a pass over them. Without batch norm there is no such mean to see.
 */
export type Sight = TapSite | 'branchSquare' | 'shortcutSquare';

/** Told of tensors in the forward pass, which belong to the network and must not be changed. */
export interface Watcher {
  /** Whether a tensor is wanted: what the network does not need itself is computed only then. */
  wants(block: string, of: Sight): boolean;
  /** Called with every tensor that is wanted; with the logits as the `output` of `classifier`. */
  see(block: string, of: Sight, tensor: Tensor): void;
}

/** What is taken of a place: the whole map, its mean over the pixels [N, C], or its root mean square [1]. */
export type TapForm = 'map' | 'pooled' | 'size';

/** Something that a request needs. */
export interface Tapped extends TapPlace {
  readonly form: TapForm;
}

export const tappedKey = ({ block, of, form }: Tapped): string => `${form} ${of} ${block}`;

/** Who sees what is wanted of a forward pass. @param take Called for every form of a tensor that is wanted. */
export const tapsWatcher = (
  wanted: readonly Tapped[],
  take: (tapped: Tapped, tensor: Tensor) => void,
): Watcher => {
  const at = (block: string, of: Sight) =>
    wanted.filter((tapped) => tapped.block === block && tapped.of === of);
  return {
    wants: (block, of) => at(block, of).length > 0,
    see: (block, of, tensor) => {
      for (const tapped of at(block, of)) take(tapped, tensor);
    },
  };
};

/** All that a request needs of the network's tensors, each once. */
export function tappedBy(structure: Structure, { pooled, sizes, maps = [], gradient }: TapRequest): Tapped[] {
  const everywhere = (form: TapForm, wanted: readonly TapSite[]): Tapped[] =>
    partsOf(structure).flatMap((part) =>
      sitesOf(part)
        .filter((of) => wanted.includes(of))
        .map((of) => ({ block: part.name, of, form })),
    );
  const all: Tapped[] = [
    ...(pooled ? everywhere('pooled', ['output']) : []),
    ...(sizes ? everywhere('size', ['branch', 'shortcut', 'output']) : []),
    ...maps.map(({ block, of }) => ({ block, of, form: 'map' as const })),
    ...(gradient ? [{ block: gradient.block, of: 'output' as const, form: 'map' as const }] : []),
  ];
  return [...new Map(all.map((tapped) => [tappedKey(tapped), tapped])).values()];
}

function partAt(structure: Structure, { block, of }: TapPlace): Stem | Block {
  const part = partsOf(structure).find(({ name }) => name === block);
  if (!part || !sitesOf(part).includes(of)) throw new InternalError(`The network has no ${of} of ${block}.`);
  return part;
}

/** @throws InternalError where the network has no such place or class, or the classes are not one a picture. */
export function checkRequest(structure: Structure, pictures: number, request: TapRequest): void {
  const { maps = [], gradient } = request;
  for (const place of maps) partAt(structure, place);
  if (!gradient) return;
  partAt(structure, { block: gradient.block, of: 'output' });
  const { classes } = gradient;
  if (classes.length !== pictures)
    throw new InternalError(`${classes.length} classes were given for ${pictures} pictures.`);
  const known = (c: number): boolean => Number.isInteger(c) && c >= 0 && c < structure.classifier.classes;
  if (!classes.every(known))
    throw new InternalError('A gradient was asked for of a class that the network lacks.');
}

/** What an engine has computed for a request. */
export interface TapValues {
  readonly logits: Float32Array;
  /** By `tappedKey`. */
  readonly tapped: ReadonlyMap<string, Float32Array>;
  readonly gradient?: Float32Array;
}

/** The answer to a request, from what an engine has computed for it. */
export function joinTaps(structure: Structure, request: TapRequest, values: TapValues): Taps {
  const valuesOf = (tapped: Tapped): Float32Array => {
    const found = values.tapped.get(tappedKey(tapped));
    if (!found) throw new InternalError(`The engine has not looked at the ${tapped.of} of ${tapped.block}.`);
    return found;
  };
  const mapsAt = (place: TapPlace, found = valuesOf({ ...place, form: 'map' })): TappedMaps => ({
    ...shapeAt(partAt(structure, place), place.of),
    values: found,
  });
  const parts = partsOf(structure);
  const pooledOf = (part: Stem | Block): Taps['pooled'][number] => ({
    block: part.name,
    channels: part.output.channels,
    values: valuesOf({ block: part.name, of: 'output', form: 'pooled' }),
  });
  const sizesOf = (part: Stem | Block): BlockSizes => {
    const size = (of: TapSite): number => valuesOf({ block: part.name, of, form: 'size' })[0] ?? Number.NaN;
    const sites = sitesOf(part);
    return {
      block: part.name,
      ...(sites.includes('branch') ? { branch: size('branch') } : {}),
      ...(sites.includes('shortcut') ? { shortcut: size('shortcut') } : {}),
      output: size('output'),
    };
  };
  const { pooled, sizes, maps = [], gradient } = request;
  const at = gradient && ({ block: gradient.block, of: 'output' } as const);
  return {
    logits: values.logits,
    pooled: pooled ? parts.map(pooledOf) : [],
    sizes: sizes ? parts.map(sizesOf) : [],
    maps: maps.map(({ block, of }) => ({ block, of, ...mapsAt({ block, of }) })),
    ...(at
      ? { gradient: { block: at.block, output: mapsAt(at), gradient: mapsAt(at, values.gradient) } }
      : {}),
  };
}
