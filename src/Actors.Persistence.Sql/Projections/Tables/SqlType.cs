namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>The type of a column of a read model, in the words that PostgreSQL and SQLite share.</summary>
public enum SqlType
{
    /// <summary>Text: a <see cref="string"/>.</summary>
    Text = 0,

    /// <summary>A whole number of 64 bits: a <see cref="long"/> or <see cref="int"/>.</summary>
    Number = 1,

    /// <summary>A floating number of 64 bits: a <see cref="double"/>.</summary>
    Real = 2,

    /// <summary>True or false: a <see cref="bool"/>.</summary>
    Boolean = 3,

    /// <summary>A moment in UTC, to the microsecond: a <see cref="System.DateTimeOffset"/>; read back as a UTC <see cref="System.DateTime"/>.</summary>
    Time = 4,

    /// <summary>Bytes: an array of <see cref="byte"/>.</summary>
    Bytes = 5,
}
