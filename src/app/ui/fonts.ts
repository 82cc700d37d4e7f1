/** The fonts of pictures that leave the page: the system's own. */
export const fonts = "system-ui, -apple-system, 'Segoe UI', 'Noto Sans', 'Noto Sans CJK SC', sans-serif";
