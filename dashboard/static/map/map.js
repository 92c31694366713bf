"use strict";
// The map in streamlit-folium's frame.  The page sends a message per run (`update`); a choice goes
// back by `Streamlit.setComponentValue`.
(() => {
  const QP = (window.QuotedPlaces = window.QuotedPlaces || {});
  const WORLD = [-45, -120, 65, 150];
  const REMEMBERED = 6;
  const NEAR = 9;

  const boundsOf = ([south, west, north, east]) => L.latLngBounds([south, west], [north, east]);
  const calm = () => window.matchMedia("(prefers-reduced-motion: reduce)").matches;

  /** Nothing glides for those who asked for less motion; the style sheet stops the zooming. */
  function calmDown(map) {
    const panBy = map.panBy.bind(map);
    map.panBy = (by, options) => panBy(by, calm() ? { ...options, animate: false } : options);
  }

  class Room {
    constructor(map) {
      this.map = map;
      this.message = null;
      this.shown = null;
      this.collection = null;
      this.outline = null;
      // What the page has not yet heard: all of it goes with each message, as only the latest counts.
      this.news = {};
      this.files = new Map();
      // What the map shows until a person moves it; then null.  It is shown again when the frame
      // changes its size: the component starts with a height of 0.
      this.settled = null;
      this.notices = new QP.Notices(map);
      this.basemap = new QP.Basemap(map, (topic, words) => this.notices.tell(topic, words));
      this.tooltip = new QP.Tooltip(map);
      const hooks = {
        choose: (id) => this.choose(id),
        hover: (feature, latlng) => this.hover(feature, latlng),
        leave: () => this.tooltip.hide(),
      };
      this.joining = new QP.Joining(map);
      this.marks = new QP.Marks(map, hooks);
      const texts = new QP.MarkTexts(map, this.marks, hooks);
      this.labels = new QP.Labels(
        map,
        [() => texts.texts(), () => QP.townTexts(this.basemap)],
        () => texts.obstacles(),
      );
      this.keyboard = new QP.Keyboard(map, {
        choose: (id) => this.choose(id),
        focus: (id) => {
          const feature = this.marks.features.get(id);
          if (feature) this.tooltip.show(feature, feature.latlng);
        },
        blur: () => this.tooltip.hide(),
      });
      this.furnish();
    }

    furnish() {
      const { map } = this;
      const container = map.getContainer();
      container.setAttribute("role", "region");
      container.setAttribute("aria-label", "Map of the places named");
      // Folium forbids zooming the page by this tag.
      document.querySelector('meta[name="viewport"][content*="user-scalable=no"]')?.remove();
      if (window.frameElement) window.frameElement.title = "Map";
      QP.addButtons(map, () => this.showEverything());
      this.following = new QP.Following(map, (area) => this.tell({ area }));
      this.legend = new QP.Legend(map);
      map.attributionControl.setPrefix(false);
      map.attributionControl.addAttribution(
        'Places: <a href="https://www.geonames.org/" target="_blank" rel="noopener">GeoNames</a> (CC BY 4.0)',
      );
      map.attributionControl.addAttribution("Borders: Natural Earth");
      L.control.scale({ position: "bottomright", maxWidth: 120 }).addTo(map);
      // The setters would start an animated zoom, which then undoes the first framing.
      Object.assign(map.options, { minZoom: 1.5, maxZoom: 17 });
      map.setMaxBounds([[-85, -210], [85, 210]]);
      this.keepStill();
      for (const deed of ["pointerdown", "wheel", "keydown"]) {
        container.addEventListener(deed, () => (this.settled = null), { passive: true });
      }
      calmDown(map);
      map.on("moveend", () => {
        this.keyboard.refresh(this.marks.selected);
        if (this.shown) this.remember();
      });
      new ResizeObserver(() => this.fitFrame()).observe(container);
    }

    /**
     * Glide back from the edge of the world only for a person: the view that is set next does not
     * end that glide, and would be carried off by it.
     */
    keepStill() {
      const { map } = this;
      const panInside = map.panInsideBounds.bind(map);
      map.panInsideBounds = (bounds, options) =>
        panInside(bounds, this.settled ? { ...options, animate: false } : options);
    }

    /** Take the page's message, the newest one alone when several come at once. */
    async receive(message) {
      const before = this.message;
      this.message = message;
      if (before?.theme !== message.theme) this.setTheme(message.theme);
      this.forget(message.heard);
      if (!before) this.open(message);
      this.following.show(message.area);
      this.basemap.setTiles(message.tiles);
      try {
        const collection = await this.file(message.features);
        const outline = message.outline ? await this.file(message.outline) : null;
        const lines = message.lines ? await this.file(message.lines) : null;
        if (this.message !== message) return;
        this.notices.tell("features", "");
        this.joining.show(lines);
        this.show(message, collection, outline);
      } catch (error) {
        if (this.message !== message) return;
        this.notices.tell("features", `The places could not be loaded (${error.message}). Reload the page.`);
      }
    }

    open(message) {
      const stood = this.remembered()?.view;
      const view = stood ?? message.view;
      if (message.area && !stood) this.settle({ area: message.area });
      else this.settle(view ? { view } : { frame: message.frame ?? WORLD });
      this.basemap.load();
    }

    show(message, collection, outline) {
      if (this.collection !== collection) {
        this.collection = collection;
        this.marks.draw(collection);
        this.legend.show(this.marks);
        this.tooltip.hide();
      }
      const news = this.marks.selected !== message.selected;
      const redrawn = this.shown?.features !== message.features;
      this.outline = outline;
      this.marks.select(message.selected, outline);
      this.follow(message, news);
      this.shown = message;
      this.remember();
      if (news || redrawn) this.write();
      this.map.getContainer().dataset.shown = String(this.marks.features.size);
    }

    /** Move as the message asks; `news` says that another place is chosen than was shown. */
    follow(message, news) {
      const known = this.shown ?? this.remembered();
      if (known && message.reframe !== known.reframe) this.showEverything();
      const asked = known
        ? message.focus !== known.focus || (this.shown && news)
        : !message.view && !message.area;
      if (asked) this.bringIntoView(message.selected, Boolean(this.shown));
    }

    /** Keep what a new frame must know: the page at times takes this one away and sets up another. */
    remember() {
      const { focus, reframe } = this.shown;
      window.parent.quotedPlacesMap = { view: QP.view(), focus, reframe };
    }

    remembered() {
      return window.parent.quotedPlacesMap ?? null;
    }

    /** Fetch a file of this session once; give its content. */
    async file(address) {
      const known = this.files.get(address) ?? QP.patiently(() => QP.fetchJson(address));
      // The latest asked for stands last, so that the marks outlive the shapes of many choices.
      this.files.delete(address);
      this.files.set(address, known);
      if (this.files.size > REMEMBERED) this.files.delete(this.files.keys().next().value);
      try {
        return (await known).content;
      } catch (error) {
        this.files.delete(address);
        throw error;
      }
    }

    setTheme(theme) {
      const palette = QP.applyTheme(this.map.getContainer(), theme);
      this.basemap.setPalette(palette);
      this.marks.setPalette(palette);
      this.joining.setPalette(palette);
    }

    /** Tell the page what happened; the number makes the same a second time news. */
    tell(news) {
      this.number = Math.max(Date.now(), (this.number ?? 0) + 1);
      for (const [name, one] of Object.entries(news)) this.news[name] = { ...one, number: this.number };
      window.Streamlit.setComponentValue({ ...this.news });
    }

    /** What the page has heard is not told again. */
    forget(heard) {
      for (const [name, { number }] of Object.entries(this.news)) {
        if (number <= heard) delete this.news[name];
      }
    }

    /** Tell the page of a choice and show it at once. */
    choose(id) {
      this.tell({ choice: { place: id, view: QP.view() } });
      if (id !== this.shown?.selected) this.joining.show(null);
      this.marks.select(id, id === this.shown?.selected ? this.outline : null);
      window.requestAnimationFrame(() => this.write());
    }

    /** Write all texts, and let the Tab key reach the chosen mark. */
    write() {
      this.labels.place();
      this.keyboard.refresh(this.marks.selected);
    }

    hover(feature, latlng) {
      if (feature && !window.matchMedia("(hover: none)").matches) this.tooltip.show(feature, latlng);
    }

    showEverything() {
      this.settle({ frame: this.message.frame ?? WORLD }, true);
    }

    /**
     * Show `frame` ([s, w, n, e]), exactly `area` (the same) or `view` ([lat, lon, zoom]) until a
     * person moves the map.
     */
    settle(target, smooth = false) {
      this.settled = target;
      const animate = smooth && !calm();
      if (target.view) {
        const [lat, lon, zoom] = target.view;
        this.map.setView([lat, lon], zoom, { animate });
      } else if (target.area) {
        // Written with fewer digits, it may be a hair larger than the view it was.
        this.map.fitBounds(boundsOf(target.area).pad(-0.005), { animate });
      } else {
        const padding = L.point(this.map.getSize()).multiplyBy(0.05).round();
        const options = { padding, maxZoom: 11, animate };
        if (animate) this.map.flyToBounds(boundsOf(target.frame), { ...options, duration: 0.7 });
        else this.map.fitBounds(boundsOf(target.frame), options);
      }
    }

    fitFrame() {
      this.map.invalidateSize({ pan: false });
      if (this.settled) this.settle(this.settled);
    }

    /** Move to a place that is out of frame; a place in the frame moves nothing. */
    bringIntoView(id, smooth) {
      const feature = this.marks.features.get(id);
      if (!feature || this.inView(feature)) return;
      if (feature.frame) {
        this.settle({ frame: feature.frame }, smooth);
        return;
      }
      this.settled = null;
      const zoom = Math.max(this.map.getZoom(), NEAR);
      if (smooth && !calm()) this.map.flyTo(feature.latlng, zoom, { duration: 0.7 });
      else this.map.setView(feature.latlng, zoom, { animate: false });
    }

    /** A point is in view by its spot, a shape when a quarter of its frame is. */
    inView({ frame, latlng }) {
      const view = this.map.getBounds();
      if (!frame) return view.pad(-0.04).contains(latlng);
      const [south, west, north, east] = frame;
      const high = Math.min(north, view.getNorth()) - Math.max(south, view.getSouth());
      const wide = Math.min(east, view.getEast()) - Math.max(west, view.getWest());
      return high > 0 && wide > 0 && high * wide >= 0.25 * (north - south) * (east - west);
    }
  }

  let room = null;

  /** Take the focus into the map: to the chosen mark, else to one near its middle. */
  QP.enter = () => {
    room?.write();
    room?.keyboard.enter();
  };

  /** Where the map stands: [lat, lon, zoom]. */
  QP.view = () => {
    if (!room) return null;
    const { lat, lng } = room.map.getCenter();
    return [Number(lat.toFixed(5)), Number(lng.toFixed(5)), Number(room.map.getZoom().toFixed(2))];
  };

  /** Take a message (base64 of JSON) from a feature group's script; give the empty layer it needs. */
  QP.update = (map, encoded) => {
    const bytes = Uint8Array.from(atob(encoded), (letter) => letter.charCodeAt(0));
    const message = JSON.parse(new TextDecoder().decode(bytes));
    const first = room === null;
    room ??= new Room(map);
    room.receive(message);
    dropOldThemes();
    // The component ignores what arrives while it loads its scripts: ask for the newest again.
    if (first) window.Streamlit.setComponentReady();
    return L.layerGroup();
  };

  /** The component library adds a style sheet on every run and removes none. */
  function dropOldThemes() {
    const sheets = [...document.head.querySelectorAll("style")].filter((sheet) =>
      sheet.textContent.includes("--secondary-background-color"),
    );
    sheets.slice(0, -1).forEach((sheet) => sheet.remove());
  }
})();
