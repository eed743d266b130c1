// The frame drawn over an image (Jcrop) asks whether there are fingers by writing event
// handlers in attributes, which our policy refuses. It is told instead.
const { Jcrop } = window.jQuery ?? {};
if (Jcrop) Jcrop.defaults.touchSupport = "ontouchstart" in window;
