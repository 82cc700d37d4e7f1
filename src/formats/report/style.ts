/** How a report looks: on a light or a dark ground on screen, on white on paper. The colours are those of the page's runs. Pure. */

const light = {
  ink: '#1b1d20',
  soft: '#545b63',
  ground: '#ffffff',
  panel: '#f6f7f8',
  edge: '#d5d9de',
  link: '#0b5cad',
  lines: ['#0072b2', '#d55e00', '#00875f', '#b14f87', '#a87400', '#2f8fc4', '#7d7600', '#3c4043'],
};
const dark: typeof light = {
  ink: '#e8eaed',
  soft: '#a6abb3',
  ground: '#17181a',
  panel: '#222427',
  edge: '#3c4046',
  link: '#8fc4ff',
  lines: ['#3d9ae0', '#f0742b', '#1fb88c', '#d98bb8', '#e69f00', '#8fd0f5', '#f0e442', '#d0d4d8'],
};

const variables = ({ lines, ...colours }: typeof light): string =>
  [
    ...Object.entries(colours).map(([name, colour]) => `--${name}:${colour}`),
    ...lines.map((colour, i) => `--c${i}:${colour}`),
  ].join(';');

const looks = light.lines.map((_, i) => `.c${i}{--line:var(--c${i})}`).join('');

export const style = `
:root{color-scheme:light;${variables(light)}}
@media screen and (prefers-color-scheme:dark){:root{color-scheme:dark;${variables(dark)}}}
${looks}
*{box-sizing:border-box}
body{margin:0 auto;padding:24px 16px 48px;max-width:1040px;background:var(--ground);color:var(--ink);font:15px/1.5 system-ui,-apple-system,"Segoe UI","Noto Sans","PingFang SC","Microsoft YaHei","Noto Sans CJK SC",sans-serif;overflow-wrap:anywhere}
h1{margin:0 0 4px;font-size:26px;line-height:1.25}
h2{margin:32px 0 8px;font-size:19px}
h3{margin:24px 0 4px;font-size:16px}
p{margin:4px 0}
a{color:var(--link)}
.aside{color:var(--soft);font-size:13px}
.note{white-space:pre-wrap}
ul{margin:4px 0;padding-left:20px}
.scroll{overflow-x:auto}
table{border-collapse:collapse;font-size:14px;font-variant-numeric:tabular-nums}
caption{text-align:left;color:var(--soft);font-size:13px;padding:2px 0}
th,td{padding:4px 7px;border-bottom:1px solid var(--edge);text-align:left;vertical-align:top;overflow-wrap:normal}
thead th{font-weight:600;color:var(--soft);vertical-align:bottom}
tbody th{font-weight:600;min-width:130px;overflow-wrap:anywhere}
td.n,th.n{text-align:right}thead th{min-width:3.2em}td.n{white-space:nowrap}
figure{margin:0}
figcaption{font-weight:600;font-size:14px;margin-bottom:2px}
.grid2{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(400px,100%),1fr));gap:20px}
.networks{display:grid;grid-template-columns:repeat(auto-fit,minmax(min(300px,100%),400px));gap:20px}
svg{display:block;width:100%;height:auto;font:11px system-ui,-apple-system,"Segoe UI","Noto Sans","PingFang SC","Microsoft YaHei",sans-serif}
svg text{fill:var(--ink)}
.grid path{stroke:var(--edge);stroke-width:1}
.axis{fill:none;stroke:var(--soft);stroke-width:1}
.tick text,text.shape{fill:var(--soft)}
.line{fill:none;stroke:var(--line);stroke-width:2;stroke-linejoin:round}
.band{fill:var(--line);fill-opacity:.18}
.dot{fill:var(--line)}
.number{font-weight:600}
.part{fill:var(--panel);stroke:var(--edge)}
.block{fill:var(--c0)}
.flow{stroke:var(--soft);stroke-width:1}
.arc{fill:none;stroke:var(--c1);stroke-width:1.5}
.changed{stroke-dasharray:3 2}
.ground{fill:var(--panel)}
.legend{display:flex;flex-wrap:wrap;gap:4px 20px;list-style:none;padding:0;margin:0 0 8px;font-size:14px}
.legend li{display:flex;gap:6px;align-items:center;min-width:0}
.swatch{flex:none;display:inline-block;width:34px;margin-right:6px;vertical-align:middle}
dl{display:grid;grid-template-columns:minmax(90px,max-content) 1fr;gap:2px 14px;margin:4px 0;font-size:14px}
dt{color:var(--soft)}
dd{margin:0;min-width:0}
code{font:13px/1.45 ui-monospace,SFMono-Regular,Consolas,"Liberation Mono",monospace;background:var(--panel);border:1px solid var(--edge);border-radius:4px;padding:1px 5px;-webkit-box-decoration-break:clone;box-decoration-break:clone}
details{margin:6px 0}
summary{cursor:pointer;color:var(--link);padding:4px 0}
@media (max-width:480px){dl{grid-template-columns:1fr}dd{margin-bottom:6px}th,td{padding:4px 6px}}
@page{size:A4;margin:14mm}
@media print{body{max-width:none;padding:0;font-size:10.5pt}.scroll{overflow:visible}table{font-size:8.5pt}th,td{padding:2px 5px}thead th{white-space:normal}.grid2{grid-template-columns:1fr 1fr}h2,h3,figcaption,caption{break-after:avoid}figure,tr,li,dl>*{break-inside:avoid}.band,.block,.part{-webkit-print-color-adjust:exact;print-color-adjust:exact}details::details-content{content-visibility:visible;height:auto}section section{break-inside:avoid}.networks{grid-template-columns:repeat(3,1fr)}.legend,.legend+.aside{break-after:avoid}}
`;
