/** English: the rooms of the stage, and what opens and closes them. */
export const stage = {
  skip: 'Skip to Train',
  dock: {
    predictions: 'Predictions',
    blocks: 'Blocks',
    projection: 'Projection',
    landscape: 'Landscape',
    inside: 'Inside a block',
    shapes: 'Shapes',
    log: 'Run and log',
    speed: 'My GPU',
  },
  /** What the opened dock says at its head, where that is more than its tab does. */
  dockTitle: { blocks: 'What every block adds', landscape: 'Loss landscape' },
  insideOf: (block: string) => `Inside ${block}`,
  closeDock: 'Close the dock',
  sideLabel: 'Runs and experiments',
  side: { runs: 'Runs', try: 'Try' },
  closeSide: 'Close runs and experiments',
  screens: 'Screens',
  phone: { network: 'Network', curves: 'Curves', see: 'See', runs: 'Runs' },
  more: 'More',
  tools: 'Tools',
  device: 'What trains here',
};
