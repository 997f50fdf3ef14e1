namespace Shop.Node.Tests.Processes;

/// <summary>A test that needs a disk of its own: skipped with its reason where none can be mounted, and only there.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class MountFactAttribute : FactAttribute
{
    public MountFactAttribute() => Skip = FullDisk.Missing;
}
