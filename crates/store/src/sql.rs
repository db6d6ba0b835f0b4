//! The thin typed layer under every statement: parameters and rows typed in Rust, SQL in one text.
//!
//! Statements keep to what SQLite and PostgreSQL both accept (numbered parameters, `BIGINT`/`TEXT`/`BYTEA`
//! by way of `@INT`, `@BLOB`, `ON CONFLICT … DO UPDATE`, row values), so that a second engine can join
//! without rewriting them. Each one lands in [`STATEMENTS`]; a test prepares them all and compares the
//! columns with the row type.

use rusqlite::types::{FromSql, ToSqlOutput, ValueRef};

/// A parameter.
#[derive(Debug, Clone, Copy)]
pub(crate) enum Val<'a> {
    Null,
    I(i64),
    T(&'a str),
    B(&'a [u8]),
}

impl rusqlite::ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(ToSqlOutput::Borrowed(match *self {
            Val::Null => ValueRef::Null,
            Val::I(n) => ValueRef::Integer(n),
            Val::T(t) => ValueRef::Text(t.as_bytes()),
            Val::B(b) => ValueRef::Blob(b),
        }))
    }
}

impl From<i64> for Val<'_> {
    fn from(n: i64) -> Self {
        Self::I(n)
    }
}
impl<'a> From<&'a str> for Val<'a> {
    fn from(t: &'a str) -> Self {
        Self::T(t)
    }
}
impl<'a> From<&'a [u8]> for Val<'a> {
    fn from(b: &'a [u8]) -> Self {
        Self::B(b)
    }
}
impl<'a, T: Into<Val<'a>>> From<Option<T>> for Val<'a> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Into::into)
    }
}

/// What went wrong in the database.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// The disk is full. Nothing was written; reading goes on.
    #[error("the disk is full: nothing was written. Free some space, then send it again")]
    DiskFull,
    /// A row that cannot be what this program wrote.
    #[error(
        "the database holds something this program did not write: {0}. Run `sinergi rebuild --check`, then `sinergi rebuild`"
    )]
    Corrupt(String),
    /// Anything else the engine says.
    #[error("database: {0}")]
    Sqlite(rusqlite::Error),
    /// The log grew while the projections were made again.
    #[error(
        "the record grew from {0} to {1} entries meanwhile: nothing was replaced. Run it again"
    )]
    Grew(u64, u64),
    /// The search index.
    #[error("search index: {0}")]
    Search(String),
    /// A file of the data folder.
    #[error("{0}: {1}")]
    File(std::path::PathBuf, std::io::Error),
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        match error.sqlite_error_code() {
            Some(rusqlite::ErrorCode::DiskFull) => Self::DiskFull,
            _ => Self::Sqlite(error),
        }
    }
}

/// A row of a statement's result.
pub(crate) struct Row<'r>(&'r rusqlite::Row<'r>);

impl Row<'_> {
    pub(crate) fn get<T: FromSql>(&self, at: usize) -> Result<T, Error> {
        Ok(self.0.get(at)?)
    }
}

/// A type that a row is read into.
pub(crate) trait FromRow: Sized {
    #[cfg_attr(
        not(test),
        allow(
            dead_code,
            reason = "the statement test compares it with what the engine says"
        )
    )]
    const COLUMNS: &'static [&'static str];
    fn from_row(row: &Row<'_>) -> Result<Self, Error>;
}

/// One connection.
pub(crate) struct Conn(pub(crate) rusqlite::Connection);

impl Conn {
    pub(crate) fn rows<T: FromRow>(&self, sql: &str, params: &[Val<'_>]) -> Result<Vec<T>, Error> {
        let mut found = Vec::new();
        self.each(sql, params, |row| {
            found.push(row);
            Ok(())
        })?;
        Ok(found)
    }

    pub(crate) fn each<T: FromRow>(
        &self,
        sql: &str,
        params: &[Val<'_>],
        mut then: impl FnMut(T) -> Result<(), Error>,
    ) -> Result<(), Error> {
        let mut statement = self.0.prepare_cached(sql)?;
        let mut rows = statement.query(rusqlite::params_from_iter(params))?;
        while let Some(row) = rows.next()? {
            then(T::from_row(&Row(row))?)?;
        }
        Ok(())
    }

    pub(crate) fn execute(&self, sql: &str, params: &[Val<'_>]) -> Result<usize, Error> {
        Ok(self
            .0
            .prepare_cached(sql)?
            .execute(rusqlite::params_from_iter(params))?)
    }

    pub(crate) fn batch(&self, sql: &str) -> Result<(), Error> {
        Ok(self.0.execute_batch(sql)?)
    }
}

/// A statement and the columns its rows are read from; `["*"]` where it gives none.
#[cfg(test)]
pub(crate) type Statement = (&'static str, &'static [&'static str]);

/// Every statement made with `sql!`.
#[cfg(test)]
#[allow(
    unsafe_code,
    reason = "linkme collects the statements in a link section; tests only"
)]
#[linkme::distributed_slice]
pub(crate) static STATEMENTS: [Statement];

/// Declares a typed statement: with `-> Row` it gives rows, without it gives the count of rows changed.
macro_rules! sql {
    ($(#[$meta:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $row:ty = $sql:expr) => {
        $(#[$meta])*
        #[allow(clippy::too_many_arguments, reason = "one for each parameter of the statement, in its order")]
        pub(crate) fn $name(conn: &$crate::sql::Conn, $($arg: $ty),*) -> Result<Vec<$row>, $crate::sql::Error> {
            #[cfg(test)]
            #[allow(unsafe_code, reason = "linkme registers the statement in a link section; tests only")]
            #[linkme::distributed_slice($crate::sql::STATEMENTS)]
            static STATEMENT: $crate::sql::Statement = ($sql, <$row as $crate::sql::FromRow>::COLUMNS);
            conn.rows::<$row>($sql, &[$($crate::sql::Val::from($arg)),*])
        }
    };
    ($(#[$meta:meta])* fn each $name:ident($($arg:ident: $ty:ty),* $(,)?) -> $row:ty = $sql:expr) => {
        $(#[$meta])*
        #[allow(clippy::too_many_arguments, reason = "one for each parameter of the statement, in its order")]
        pub(crate) fn $name(conn: &$crate::sql::Conn, $($arg: $ty,)* then: impl FnMut($row) -> Result<(), $crate::sql::Error>) -> Result<(), $crate::sql::Error> {
            #[cfg(test)]
            #[allow(unsafe_code, reason = "linkme registers the statement in a link section; tests only")]
            #[linkme::distributed_slice($crate::sql::STATEMENTS)]
            static STATEMENT: $crate::sql::Statement = ($sql, <$row as $crate::sql::FromRow>::COLUMNS);
            conn.each::<$row>($sql, &[$($crate::sql::Val::from($arg)),*], then)
        }
    };
    ($(#[$meta:meta])* fn $name:ident($($arg:ident: $ty:ty),* $(,)?) = $sql:expr) => {
        $(#[$meta])*
        #[allow(clippy::too_many_arguments, reason = "one for each parameter of the statement, in its order")]
        pub(crate) fn $name(conn: &$crate::sql::Conn, $($arg: $ty),*) -> Result<usize, $crate::sql::Error> {
            #[cfg(test)]
            #[allow(unsafe_code, reason = "linkme registers the statement in a link section; tests only")]
            #[linkme::distributed_slice($crate::sql::STATEMENTS)]
            static STATEMENT: $crate::sql::Statement = ($sql, &["*"]);
            conn.execute($sql, &[$($crate::sql::Val::from($arg)),*])
        }
    };
}
pub(crate) use sql;

/// Declares a row type whose fields are the statement's columns, in order and by name.
macro_rules! row {
    ($(#[$meta:meta])* $vis:vis struct $name:ident { $($(#[$fmeta:meta])* $fvis:vis $field:ident: $ty:ty),* $(,)? }) => {
        $(#[$meta])*
        #[derive(Debug, Clone, PartialEq, Eq)]
        $vis struct $name { $(#[doc = concat!("The column `", stringify!($field), "`.")] $(#[$fmeta])* $fvis $field: $ty),* }
        impl $crate::sql::FromRow for $name {
            const COLUMNS: &'static [&'static str] = &[$(stringify!($field)),*];
            fn from_row(row: &$crate::sql::Row<'_>) -> Result<Self, $crate::sql::Error> {
                let mut at = 0;
                let mut next = || { at += 1; at - 1 };
                Ok(Self { $($field: row.get(next())?),* })
            }
        }
    };
}
pub(crate) use row;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_statement_prepares_and_gives_the_columns_its_row_reads() {
        let conn = crate::Store::in_memory_conn().unwrap();
        assert!(
            STATEMENTS.len() > 20,
            "only {} statements registered",
            STATEMENTS.len()
        );
        for (sql, columns) in STATEMENTS {
            let statement = conn.0.prepare(sql).unwrap_or_else(|e| panic!("{sql}: {e}"));
            if *columns != ["*"] {
                assert_eq!(statement.column_names(), *columns, "{sql}");
            }
        }
        println!("PostgreSQL: dilewati (belum ada di versi ini)");
    }
}
