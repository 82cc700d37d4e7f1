/** The boxes of the stage, whatever its form: who places them is `Stage.tsx` or `PhoneStage.tsx`, who fills them `App.tsx`. */
import type { ReactNode } from 'react';
import type { DockTab, SideTab } from '../state/stage.ts';

/** What the stage places. Each part fills the box that it is given. */
export interface StageParts {
  /** The five controls, with the run's buttons among them. */
  readonly controls: ReactNode;
  /** The same without the run's buttons, which a phone has at the thumb. */
  readonly bareControls: ReactNode;
  readonly runButtons: ReactNode;
  readonly hero: ReactNode;
  /** The network as a strip for a phone's head, and drawn down the screen. */
  readonly miniHero: ReactNode;
  readonly network: ReactNode;
  /** Two charts beside one another, and below one another. */
  readonly charts: ReactNode;
  readonly chartStack: ReactNode;
  readonly dock: Readonly<Record<DockTab, ReactNode>>;
  /** What stands in the dock's head beside the names of those tabs that have something there. */
  readonly dockHead: Readonly<Partial<Record<DockTab, ReactNode>>>;
  readonly side: Readonly<Record<SideTab, ReactNode>>;
  /** What a run came to; a phone lays it over the lower edge of the screen. */
  readonly endCard: ReactNode;
  readonly progress: ReactNode;
  /** Whom the page credits. */
  readonly credit: ReactNode;
}
