namespace Actors.Runtime.Tests.TrafficFines;

/// <summary>A test over recorded data: skipped with its reason where the data is absent, and only there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class DataFactAttribute : FactAttribute
{
    public DataFactAttribute()
    {
        if (DataFolder.Path is null)
        {
            Skip = "The recorded streams are not here: set ACTORS_DATA to their folder, or put them in shared/data beside the repository.";
        }
    }
}
