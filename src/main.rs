//! The program's entry: everything is in the library.

fn main() -> std::process::ExitCode {
    vereda::cli::main()
}
