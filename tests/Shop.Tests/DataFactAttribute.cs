using Xunit;

namespace Shop.Tests;

/// <summary>A test over the recorded streams: skipped with its reason where the data folder is absent, and only there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute()
    {
        if (DataFolder.Path is null)
            Skip = "The recorded streams are not here: set ACTORS_DATA to their folder, or put them in shared/data beside the repository.";
    }
}
