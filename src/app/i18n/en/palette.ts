/** English: the commands that can be searched. */
export const palette = {
  search: 'Search commands and settings',
  nothing: 'Nothing is called that.',
  /** In this order. */
  groups: {
    run: 'Run',
    page: 'Page',
    weights: 'Weights',
    places: 'Go to',
    networks: 'Networks',
    settings: 'Settings',
    help: 'Help',
  },
  exportAs: (format: string) => `Export: ${format}`,
  choose: (network: string) => `Choose ${network}`,
  goTo: (place: string) => `Go to ${place}`,
  places: {
    diagram: 'the diagram',
    run: 'the curves',
    runs: 'the runs',
    try: 'the experiments to try',
    predictions: 'the predictions',
    blocks: 'what every block adds',
    projection: 'the turning projection of the predictions',
    landscape: 'the loss landscape',
    shapes: 'the shapes',
    log: 'the log',
    speed: 'the speed of the GPU',
  },
};
