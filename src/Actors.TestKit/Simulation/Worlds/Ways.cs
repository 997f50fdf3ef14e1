namespace Actors.TestKit.Simulation.Worlds;

/// <summary>What becomes of a transaction whose answer is lost.</summary>
internal static class Ways
{
    public static string Of(int way) => way switch
    {
        0 => "it is stored",
        1 => "the database still has it in hand",
        _ => "it never arrived",
    };
}
