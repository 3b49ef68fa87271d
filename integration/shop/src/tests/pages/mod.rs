//! Pages: what they are styled with.

mod assets;
