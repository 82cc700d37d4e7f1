/** Colours, sizes and defaults of the page's controls. */
import { type CSSVariablesResolver, createTheme } from '@mantine/core';
import { curveVariables, dimmed } from './state/palette.ts';

/** The page itself never scrolls, and a style sheet that hid its bar would be against the page's policy. */
const locked = { removeScrollProps: { removeScrollBar: false } };

export const theme = createTheme({
  primaryColor: 'blue',
  // Dark enough for white text in both schemes.
  primaryShade: { light: 8, dark: 8 },
  fontSizes: { xs: '12px', sm: '14px', md: '14px', lg: '18px', xl: '18px' },
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  components: {
    TextInput: { defaultProps: { size: 'xs' } },
    NativeSelect: { defaultProps: { size: 'xs' } },
    Switch: { defaultProps: { size: 'sm' } },
    Checkbox: { defaultProps: { size: 'xs' } },
    Button: { defaultProps: { size: 'xs' } },
    // The first item takes the focus: a menu may hold nothing but items.
    Menu: { defaultProps: { withInitialFocusPlaceholder: false } },
    // The head of a dialog is no banner of the page.
    Modal: { defaultProps: { attributes: { header: { role: 'presentation' } }, ...locked } },
    ModalRoot: { defaultProps: locked },
    Drawer: { defaultProps: locked },
    Paper: { defaultProps: { withBorder: true } },
  },
});

/**
 * What `scripts/themeStyles.ts` writes besides the theme: Mantine's own dimmed and error texts fall short of a contrast of 4.5; the
 * colours of runs are added.
 */
export const variables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    ...curveVariables('light'),
    '--mantine-color-dimmed': dimmed.light,
    '--mantine-color-error': '#c01d1d',
    '--mantine-color-placeholder': '#6b727a',
  },
  dark: {
    ...curveVariables('dark'),
    '--mantine-color-dimmed': dimmed.dark,
    '--mantine-color-error': '#ff9a9a',
  },
});
