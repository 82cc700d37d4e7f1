/** The windows that the stage is made for, width and height in pixels: tests hold it to them, pictures are taken at them. */
export const sizes = [
  [1280, 720],
  [1440, 900],
  [1920, 1080],
  [820, 1180],
  [390, 844],
  [360, 640],
] as const;
