/** How a person looks at the projection. It stays while the dock is closed, and from epoch to epoch. */

import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import type { DatasetName } from '../../../data/sets/index.ts';
import type { ValueKind } from './points.ts';
import { type Plane, star, startOf, turned } from './tour.ts';

interface Looking {
  readonly values: ValueKind;
  /** Whether the tour goes on; undefined is where motion is wanted and costs no run its speed. */
  readonly turning?: boolean;
  /** Of a set of many classes those that are drawn apart, in the order of their choice. */
  readonly shown?: { readonly dataset: DatasetName; readonly classes: readonly number[] };
  /** The group that a person chose to stand out. */
  readonly class?: number;
  /** The picture whose point a person looks at. */
  readonly picture?: number;
}

export const looking = createStore<Looking>(() => ({ values: 'probabilities' }));

export const useLooking = <T>(select: (state: Looking) => T): T => useStore(looking, select);

/** The tour, which moves with every picture that is drawn: nothing that React renders by. */
export interface Tour {
  plane(): Plane;
  /** Goes on by so many seconds. */
  turn(seconds: number): void;
  /** A person moves the plane; the tour goes on from there. */
  move(plane: Plane): void;
  reset(): void;
}

function createTour(classes: number): Tour {
  let start = star(classes);
  let seconds = 0;
  return {
    plane: () => turned(start, seconds),
    turn(by) {
      seconds += by;
    },
    move(plane) {
      start = startOf(plane, seconds);
    },
    reset() {
      start = star(classes);
      seconds = 0;
    },
  };
}

const tours = new Map<number, Tour>();

/** The one tour through the space of so many classes. */
export function tourOf(classes: number): Tour {
  const known = tours.get(classes) ?? createTour(classes);
  tours.set(classes, known);
  return known;
}
