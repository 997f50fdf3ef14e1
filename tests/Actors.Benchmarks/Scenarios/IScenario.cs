namespace Actors.Benchmarks.Scenarios;

/// <summary>A set of figures that answers one question.</summary>
internal interface IScenario
{
    /// <summary>Its name on the command line.</summary>
    string Name { get; }

    /// <summary>The question, in one line.</summary>
    string Summary { get; }

    /// <summary>Whether it runs where none is named.</summary>
    bool IsDefault => false;

    /// <summary>Whether it needs a database that keeps what is written.</summary>
    bool NeedsRecords => false;

    /// <summary>Measures and reports.</summary>
    Task Run(Bench bench);
}
