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
  },
  exportAs: (format: string) => `Export: ${format}`,
  choose: (network: string) => `Choose ${network}`,
  goTo: (place: string) => `Go to ${place}`,
  places: {
    diagram: 'the diagram',
    run: 'progress and curves',
    runs: 'the runs',
    speed: 'the speed of the GPU',
  },
};
