//! Stories of the whole program: its commands as a shell runs them, its pages as a browser asks for them, its faults.

mod commands;
mod common;
mod faults;
mod portal;
