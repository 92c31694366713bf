"use strict";
// Colours of the map, by theme.  Evidence (marks) is the only saturated thing; the chosen place has
// the second accent.  Text and marks keep 4.5:1 and 3:1 against land and water.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});

  QP.palettes = {
    light: {
      water: "#d8e3e6",
      land: "#f6f1e7",
      coast: "#b9b8ad",
      border: "#928473",
      firstLevel: "#d5cab9",
      town: "#6b6358",
      townDot: "#8d8476",
      evidence: "#b5371f",
      evidenceText: "#93260f",
      edge: "#fffaf0",
      chosen: "#0a5a80",
      halo: "#ffffff",
      ink: "#26211c",
      panel: "#fffdf8",
      panelLine: "#c9c0b2",
      muted: "#5f574d",
    },
    dark: {
      water: "#151c25",
      land: "#28303a",
      coast: "#46525f",
      border: "#6f7c89",
      firstLevel: "#3b4650",
      town: "#a2acb6",
      townDot: "#78838e",
      evidence: "#f58b5e",
      evidenceText: "#ffb08c",
      edge: "#1b222b",
      chosen: "#63cdf5",
      halo: "#0c1117",
      ink: "#f3eee5",
      panel: "#1d242d",
      panelLine: "#47525e",
      muted: "#b3bcc5",
    },
  };

  /** Hand the palette of a theme to the style sheet; give it to the scripts that draw. */
  QP.applyTheme = (container, theme) => {
    const palette = QP.palettes[theme];
    for (const [name, colour] of Object.entries(palette)) {
      container.style.setProperty(`--${name}`, colour);
    }
    container.dataset.theme = theme;
    return palette;
  };
})();
