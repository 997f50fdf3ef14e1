namespace Actors.Persistence.Sql.Projections.Tables;

/// <summary>What happens to one column of a row.</summary>
internal enum CellChange : byte
{
    /// <summary>Nothing.</summary>
    None,

    /// <summary>It gets a value.</summary>
    Set,

    /// <summary>It grows by a number.</summary>
    Add,
}
