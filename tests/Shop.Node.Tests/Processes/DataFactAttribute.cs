namespace Shop.Node.Tests.Processes;

/// <summary>A test over the recorded year: skipped with its reason where the data folder is absent, and where only a night has time for it.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    /// <summary>Decides.</summary>
    /// <param name="isNightly">Whether it takes minutes.</param>
    public DataFactAttribute(bool isNightly = false)
    {
        if (DataFolder.Root is null)
        {
            Skip = "The recorded streams are not here: set ACTORS_DATA to their folder, or put them in shared/data beside the repository.";
        }
        else if (isNightly && Environment.GetEnvironmentVariable("ACTORS_NIGHTLY") != "1")
        {
            Skip = "This takes minutes: run it with ./actors test --nightly.";
        }
    }
}
