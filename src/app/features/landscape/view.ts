/** How a person looks at loss landscapes, and what of them is asked for. It stays while the dock is closed. */
import { useStore } from 'zustand';
import { createStore } from 'zustand/vanilla';
import { elevations, usualView, type View } from '../../../formats/landscape/scene.ts';
import type { Drawing } from '../../../formats/landscape/svg.ts';
import type { LandscapePlan } from '../../../training/landscape.ts';

interface Looking {
  readonly drawing: Drawing;
  /** All surfaces turn together. */
  readonly view: View;
  /** As far as a person has chosen; see `usePlan.ts`. */
  readonly plan: Partial<LandscapePlan>;
  /** The network beside the shown one: undefined is its twin, where there is one, and nothing is none. */
  readonly other?: string;
  /** The point of the grid that is pointed at. */
  readonly point?: number;
}

export const looking = createStore<Looking>(() => ({
  drawing: 'surface',
  view: usualView,
  plan: {},
}));

export const useLooking = <T>(select: (state: Looking) => T): T => useStore(looking, select);

/** Turns the surfaces by so many radians, and looks at them from higher or lower. */
export function turn(across: number, up = 0): void {
  const { azimuth, elevation } = looking.getState().view;
  looking.setState({
    view: {
      azimuth: (azimuth + across) % (2 * Math.PI),
      elevation: Math.min(elevations.most, Math.max(elevations.least, elevation + up)),
    },
  });
}

export const setPlan = (part: Partial<LandscapePlan>): void =>
  looking.setState({ plan: { ...looking.getState().plan, ...part }, point: undefined });
